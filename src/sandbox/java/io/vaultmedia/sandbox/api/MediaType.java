package io.vaultmedia.sandbox.api;

import java.util.Locale;

/** The kinds of media that the API knows; immutable. */
public enum MediaType {
    IMAGE,
    VIDEO,
    AUDIO;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name that the API uses, as in {@code image}. */
    public String wireName() {
        return wireName;
    }
}
