package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;

/** Decides by its status what an answer of the API means. Stateless. */
final class ResponsePolicy {

    private ResponsePolicy() {}

    /** Returns normally for a status whose body is a page. */
    static void check(int status) throws ApiException {
        if (status == 200) {
            return;
        }
        throw new ApiException(kindOf(status), "the API answered " + status + meaningOf(status));
    }

    private static Kind kindOf(int status) {
        if (status == 401 || status == 403) {
            return Kind.UNAUTHORIZED;
        }
        if (status == 429) {
            return Kind.THROTTLED;
        }
        return switch (status / 100) {
            case 3 -> Kind.REDIRECTED;
            case 4 -> Kind.REJECTED;
            case 5 -> Kind.UNAVAILABLE;
            default -> Kind.MALFORMED;
        };
    }

    private static String meaningOf(int status) {
        return switch (kindOf(status)) {
            case UNAUTHORIZED -> ": check vault.api.key and that it has the ACCOUNT scope";
            case REJECTED -> ": check the connection's id in vault.connections";
            case REDIRECTED -> ", a redirect, which is never followed: check vault.api.base-url";
            default -> "";
        };
    }
}
