package io.vaultmedia.bench;

import io.vaultmedia.bench.jvm.Jvm;
import java.io.IOException;

/** Who polls the API and publishes what is stored, in a JVM of its own. For one thread. */
interface Contender extends AutoCloseable {
    /** Has it scan these connections, too, each once; returns at once. */
    void scan(Vaults vaults) throws IOException;

    /** Where it publishes. */
    Topics topics();

    Jvm jvm();

    @Override
    void close();
}
