package io.vaultmedia.guarantees;

import org.apache.camel.main.Main;

/** A Camel application of somebody else that has added our routes, and left everything else as Camel has it. */
final class DefaultHost {

    private DefaultHost() {}

    /** Runs until it is told to stop. Its settings are in the file that the only argument names. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + args[0]);
        main.run();
    }
}
