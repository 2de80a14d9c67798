package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;
import java.util.Set;

/** Decides by its status what an answer of the API means. Thread safe. */
final class ResponsePolicy {

    /** What an API may answer to a cursor that it does not know, or not any more. */
    private static final Set<Integer> CURSOR_REFUSED = Set.of(400, 404, 410, 422);

    private static final Set<Integer> MAY_NAME_A_WAIT = Set.of(429, 503);

    private final RetryAfter retryAfter;

    ResponsePolicy(RetryAfter retryAfter) {
        this.retryAfter = retryAfter;
    }

    /**
     * Returns normally for an answer whose body is a page.
     *
     * @param continued true where the request carried a cursor
     */
    void check(ApiAnswer answer, boolean continued) throws ApiException {
        int status = answer.status();
        if (status != 200) {
            throw new ApiException(
                    kindOf(status, continued),
                    "the API answered " + status + detailOf(status, continued),
                    MAY_NAME_A_WAIT.contains(status) ? retryAfter.of(answer) : null);
        }
    }

    private static Kind kindOf(int status, boolean continued) {
        if (continued && CURSOR_REFUSED.contains(status)) {
            return Kind.REFUSED_CURSOR;
        }
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
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

    private static String detailOf(int status, boolean continued) {
        if (continued && CURSOR_REFUSED.contains(status)) {
            return " to the cursor that it gave";
        }
        return status == 404 ? ": nothing is there, which a wrong vault.api.base-url can cause, too" : "";
    }
}
