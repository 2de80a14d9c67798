package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.scan.Failure.Remedy;
import java.util.Set;

/** Decides by its status, and by what it says about caches, what an answer of the API means. Thread safe. */
final class ResponsePolicy {

    /** Statuses with which an API may refuse a cursor. */
    private static final Set<Integer> CURSOR_REFUSED = Set.of(400, 404, 410, 422);

    /** Statuses with which an API may refuse a connection. */
    private static final Set<Integer> CONNECTION_REFUSED = Set.of(400, 404, 410, 422);

    private static final Set<Integer> MAY_NAME_A_WAIT = Set.of(429, 503);

    private final RetryAfter retryAfter;

    ResponsePolicy(RetryAfter retryAfter) {
        this.retryAfter = retryAfter;
    }

    /**
     * Throws an exception if the body of the answer cannot be a page.
     *
     * @param continued true if the request carried a cursor
     */
    void check(ApiAnswer answer, boolean continued) throws ApiException {
        int status = answer.status();
        Kind kind = status == 200 ? null : kindOf(status, continued);
        String cache = kind == null || kind.remedy() != Remedy.RETRY ? CacheSigns.of(answer) : null;
        if (cache != null) {
            throw new ApiException(Kind.CACHED, "the answer comes from a cache, as its header " + cache + " says");
        }
        if (kind != null) {
            throw failure(kind, status, continued, answer);
        }
    }

    private ApiException failure(Kind kind, int status, boolean continued, ApiAnswer answer) {
        String fact = "the API answered " + status + detailOf(status, continued);
        String advice = kind == Kind.REFUSED_CURSOR ? null : adviceOn(status, kind);
        if (advice != null) {
            return ApiException.withAdvice(kind, fact, advice);
        }
        return new ApiException(kind, fact, MAY_NAME_A_WAIT.contains(status) ? retryAfter.of(answer) : null);
    }

    private static Kind kindOf(int status, boolean continued) {
        if (continued && CURSOR_REFUSED.contains(status)) {
            return Kind.REFUSED_CURSOR;
        }
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 402, 403, 451 -> Kind.FORBIDDEN;
            case 407 -> Kind.PROXY;
            case 408, 499 -> Kind.TIMEOUT; // 499: a proxy says that its client did not wait.
            case 421 -> Kind.MISDIRECTED;
            case 425 -> Kind.UNAVAILABLE;
            case 429 -> Kind.THROTTLED;
            default -> kindOfClass(status / 100);
        };
    }

    private static Kind kindOfClass(int statusClass) {
        return switch (statusClass) {
            case 3 -> Kind.REDIRECTED;
            case 4 -> Kind.REJECTED;
            case 5 -> Kind.UNAVAILABLE;
            default -> Kind.MALFORMED;
        };
    }

    /** Returns the advice for a status that needs other advice than its kind, else null. */
    private static String adviceOn(int status, Kind kind) {
        return switch (status) {
            case 402 -> "ask the API's operator what the account has to pay for";
            case 431 ->
                "check the lengths of the API key and of the connection's id, and what headers proxies on the way add";
            case 451 -> "the API withholds this vault for legal reasons: ask its operator";
            default ->
                kind == Kind.REJECTED && !CONNECTION_REFUSED.contains(status)
                        ? "check vault.api.base-url, what proxies are on the way, and whether the API has changed"
                        : null;
        };
    }

    private static String detailOf(int status, boolean continued) {
        if (continued && CURSOR_REFUSED.contains(status)) {
            return " to the cursor that it gave";
        }
        return status == 404 ? ": nothing is there, which a wrong vault.api.base-url can cause, too" : "";
    }
}
