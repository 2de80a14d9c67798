package io.vaultmedia.sandbox.console;

/** The colours of the screen, named by their meaning. */
public enum Colour {
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    ACCENT("36");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
