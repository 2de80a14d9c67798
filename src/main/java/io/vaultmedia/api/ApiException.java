package io.vaultmedia.api;

/** A page could not be had. The message states the fact, and holds nothing that the API sent. */
public final class ApiException extends Exception {

    /** What went wrong, as far as it decides what to do next. */
    public enum Kind {
        /** No answer: refused, reset, timed out, or cut off in the middle. */
        UNREACHABLE,
        /** 5xx. */
        UNAVAILABLE,
        /** 429. */
        THROTTLED,
        /** 401 or 403: the API key, or what it may see. */
        UNAUTHORIZED,
        /** Any other 4xx: the request, or its connection, is refused. */
        REJECTED,
        /** 3xx: never followed, the API key would cross to another host. */
        REDIRECTED,
        /** 200, but not a page: other content, broken JSON, another shape. */
        MALFORMED,
        /** 200, but larger than a page may be. */
        TOO_LARGE,
        /** The cursors of a scan go round in circles, or never end. */
        ENDLESS;

        /** The kind as metric labels and log lines spell it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;

    public ApiException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ApiException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
