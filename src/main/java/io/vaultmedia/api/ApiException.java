package io.vaultmedia.api;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A page could not be fetched. The message says what happened and what to do; it contains nothing that the API sent. */
public final class ApiException extends Exception implements Failure {

    /** What went wrong, what is done about it, and what to do; docs/operating.md has the same as a table. */
    public enum Kind {
        /** No connection, no answer or no complete answer in time; or 408 or 499. */
        TIMEOUT(Remedy.RETRY, "if it lasts, check the network between here and vault.api.base-url"),
        /** No answer: unknown host; connection refused, reset, or closed without an answer. */
        UNREACHABLE(Remedy.RETRY, "if it lasts, check vault.api.base-url and the network"),
        /** No safe connection: the certificate is not trusted or is another host's, or the port does not speak TLS. */
        TLS(Remedy.RETRY, "check vault.api.base-url, and which certificates this JVM trusts"),
        /** The answer is not HTTP, or has a Content-Encoding that the request did not allow. */
        PROTOCOL(Remedy.RETRY, "if it lasts, check vault.api.base-url, and what proxies are on the way"),
        /** The answer says that it comes from a cache, so it may belong to another connection. */
        CACHED(Remedy.RETRY, "keep every cache on the way to vault.api.base-url from storing or serving its answers"),
        /** The body ended too early. */
        TRUNCATED(Remedy.RETRY, "if it lasts, check what proxies are on the way"),
        /** 200, but no JSON: often a page of a proxy. */
        NOT_JSON(Remedy.RETRY, "if it lasts, check vault.api.base-url, and what proxies are on the way"),
        /** The answer is not a page: JSON of another shape, or a 2xx status other than 200. */
        MALFORMED(Remedy.RETRY, "if it lasts, check vault.api.base-url, and whether the API has changed"),
        /** The page, or the head of the answer, is larger than allowed. */
        TOO_LARGE(Remedy.RETRY, "lower vault.page.limit, or raise vault.page.max-bytes"),
        /** A page names a cursor that led to an earlier page. */
        REPEATED_CURSOR(Remedy.START_OVER, "the scan starts over; if it lasts, tell the API's operator"),
        /** The scan has more pages than vault.scan.max-pages. */
        ENDLESS(Remedy.START_OVER, "raise vault.scan.max-pages if the vault is that large"),
        /** The API refuses the cursor that it gave. */
        REFUSED_CURSOR(Remedy.START_OVER, "the scan starts over; you need to do nothing"),
        /** 429. */
        THROTTLED(Remedy.RETRY, "if it lasts, raise vault.poll.interval, or set vault.rate.per-minute"),
        /** 5xx, or 425. */
        UNAVAILABLE(Remedy.RETRY, "if it lasts, see whether the API has an outage"),
        /** 3xx: never followed, because the API key would be sent to another host. */
        REDIRECTED(Remedy.RETRY, "a redirect is never followed: check vault.api.base-url"),
        /** 421: the host that answered does not serve this address. */
        MISDIRECTED(Remedy.RETRY, "if it lasts, check vault.api.base-url, and what proxies are on the way"),
        /** 407: a proxy requires a login. */
        PROXY(
                Remedy.SUSPEND,
                "a login at a proxy is not supported: let requests to vault.api.base-url pass without one"),
        /** 401, or there is no API key to send. */
        UNAUTHORIZED(
                Remedy.SUSPEND,
                "check the API key in vault.api.key, vault.api.key-file or the connection's api-key-file: it needs the ACCOUNT scope"),
        /** 402, 403 or 451. */
        FORBIDDEN(Remedy.SUSPEND, "check that the API key may read this connection's vault"),
        /** Any other 4xx: the API refuses the request or its connection. */
        REJECTED(Remedy.SUSPEND, "check the connection's id");

        private final Remedy remedy;
        private final String advice;

        Kind(Remedy remedy, String advice) {
            this.remedy = remedy;
            this.advice = advice;
        }

        Remedy remedy() {
            return remedy;
        }

        /** Returns what to do about it. */
        public String advice() {
            return advice;
        }

        /** Returns the kind as metric labels and log lines spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final Duration retryAfter;

    /** Creates a failure. The message is the fact, followed by the kind's advice. */
    public ApiException(Kind kind, String fact) {
        this(kind, fact, kind.advice, null, null);
    }

    ApiException(Kind kind, String fact, Exception cause) {
        this(kind, fact, kind.advice, cause, null);
    }

    /** Returns a failure with its own advice in place of its kind's. */
    static ApiException withAdvice(Kind kind, String fact, String advice) {
        return new ApiException(kind, fact, advice, null, null);
    }

    /**
     * Creates a failure after which the API asks for a wait.
     *
     * @param retryAfter how long, or null if the API did not say
     */
    ApiException(Kind kind, String fact, Duration retryAfter) {
        this(kind, fact, kind.advice, null, retryAfter);
    }

    private ApiException(Kind kind, String fact, String advice, Exception cause, Duration retryAfter) {
        super(fact + "; " + advice, cause);
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
