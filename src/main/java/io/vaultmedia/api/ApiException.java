package io.vaultmedia.api;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A page could not be had. The message states the fact and what to do, and holds nothing that the API sent. */
public final class ApiException extends Exception implements Failure {

    /** What went wrong, with what follows from it; docs/operating.md has the same as a table. */
    public enum Kind {
        /** No connection, no answer, or no end of it in time. */
        TIMEOUT(Remedy.RETRY, "if it lasts, check the network between here and vault.api.base-url"),
        /** No answer: unknown host, refused, reset, or closed without a word. */
        UNREACHABLE(Remedy.RETRY, "if it lasts, check vault.api.base-url and the network"),
        /** No safe connection: a certificate that is not trusted or another host's, or no TLS at all. */
        TLS(Remedy.RETRY, "check vault.api.base-url, and which certificates this JVM trusts"),
        /** The body broke off. */
        TRUNCATED(Remedy.RETRY, "if it lasts, check what proxies are on the way"),
        /** 200, but no JSON: often the page of a proxy. */
        NOT_JSON(Remedy.RETRY, "if it lasts, check vault.api.base-url, and what proxies are on the way"),
        /** Answered, but not by a page: JSON of another shape, or a status that has no body. */
        MALFORMED(Remedy.RETRY, "if it lasts, check vault.api.base-url, and whether the API has changed"),
        /** Larger than a page, or the head of an answer, may be. */
        TOO_LARGE(Remedy.RETRY, "lower vault.page.limit, or raise vault.page.max-bytes"),
        /** The cursors of a scan go round in circles. */
        REPEATED_CURSOR(Remedy.START_OVER, "the scan starts over; if it lasts, tell the API's operator"),
        /** The cursors of a scan do not come to an end. */
        ENDLESS(Remedy.START_OVER, "raise vault.scan.max-pages if the vault is that large"),
        /** The API does not know the cursor that it gave. */
        REFUSED_CURSOR(Remedy.START_OVER, "the scan starts over; nothing is to be done"),
        /** 429. */
        THROTTLED(Remedy.RETRY, "if it lasts, raise vault.poll.interval, or set vault.rate.per-minute"),
        /** 5xx. */
        UNAVAILABLE(Remedy.RETRY, "if it lasts, see whether the API has an outage"),
        /** 3xx: never followed, the API key would cross to another host. */
        REDIRECTED(Remedy.RETRY, "a redirect is never followed: check vault.api.base-url"),
        /** 401, or no API key to send. */
        UNAUTHORIZED(Remedy.SUSPEND, "check vault.api.key or vault.api.key-file: it needs the ACCOUNT scope"),
        /** 403. */
        FORBIDDEN(Remedy.SUSPEND, "check that the API key may read this connection's vault"),
        /** Any other 4xx: the request, or its connection, is refused. */
        REJECTED(Remedy.SUSPEND, "check the connection's id");

        private final Remedy remedy;
        private final String advice;

        Kind(Remedy remedy, String advice) {
            this.remedy = remedy;
            this.advice = advice;
        }

        /** The kind as metric labels and log lines spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final Duration retryAfter;

    /** A failure with what is a fact about it; what to do is added here. */
    public ApiException(Kind kind, String fact) {
        this(kind, fact, null, null);
    }

    ApiException(Kind kind, String fact, Exception cause) {
        this(kind, fact, cause, null);
    }

    /**
     * A failure after which the API wants to be left alone for a while.
     *
     * @param retryAfter for how long, or null where it did not say
     */
    ApiException(Kind kind, String fact, Duration retryAfter) {
        this(kind, fact, null, retryAfter);
    }

    private ApiException(Kind kind, String fact, Exception cause, Duration retryAfter) {
        super(fact + "; " + kind.advice, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String outcome() {
        return kind.label();
    }

    @Override
    public Remedy remedy() {
        return kind.remedy;
    }

    @Override
    public boolean concernsThisRequest() {
        return kind == Kind.REJECTED || remedy() == Remedy.START_OVER;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
