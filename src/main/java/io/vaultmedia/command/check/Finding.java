package io.vaultmedia.command.check;

/**
 * What one check has found. Immutable.
 *
 * @param text the fact, without a secret
 * @param hint what to do; null if nothing is to be done
 */
public record Finding(CheckId id, Level level, String text, String hint) {

    /** How good it is. */
    public enum Level {
        SUCCESS('√', "green"),
        WARNING('‼', "yellow"),
        FAILURE('×', "red");

        private final char sign;
        private final String colour;

        Level(char sign, String colour) {
            this.sign = sign;
            this.colour = colour;
        }

        /** Returns the sign that a line begins with. */
        public char sign() {
            return sign;
        }

        /** Returns picocli's name of its colour. */
        String colour() {
            return colour;
        }
    }

    static Finding success(CheckId id, String text) {
        return new Finding(id, Level.SUCCESS, text, null);
    }

    static Finding warning(CheckId id, String text, String hint) {
        return new Finding(id, Level.WARNING, text, hint);
    }

    static Finding failure(CheckId id, String text, String hint) {
        return new Finding(id, Level.FAILURE, text, hint);
    }

    /** Returns a failure from one of our messages: the fact, a semicolon, and what to do. */
    public static Finding failure(CheckId id, String message) {
        int end = message.indexOf("; ");
        return end < 0
                ? failure(id, message, "see the documentation of this check")
                : failure(id, message.substring(0, end), message.substring(end + 2));
    }

    boolean isFailure() {
        return level == Level.FAILURE;
    }
}
