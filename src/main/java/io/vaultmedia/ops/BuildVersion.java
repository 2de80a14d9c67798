package io.vaultmedia.ops;

import java.util.Optional;

/** The version of this library, as its jar states it. */
public final class BuildVersion {

    private BuildVersion() {}

    /** Returns the version, or "development" if the classes come from a folder and not from the jar. */
    public static String current() {
        return Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
