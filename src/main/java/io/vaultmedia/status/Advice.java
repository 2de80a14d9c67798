package io.vaultmedia.status;

import io.vaultmedia.api.ApiException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What to do about a failed scan. Thread safe. */
final class Advice {

    private static final Map<String, String> API = Arrays.stream(ApiException.Kind.values())
            .collect(Collectors.toMap(ApiException.Kind::label, ApiException.Kind::advice));

    private static final Map<String, String> OWN = Map.of(
            "not-published",
            "nothing, unless it lasts: the scan goes on once Kafka takes pages; see the line about this replica",
            "no-api-time",
            "if it lasts, check which proxy removes the Date header of the API's answers",
            "step-failed",
            "read the log: a step that was added to the routes fails (vault.variant.via)",
            "late-message",
            "read the log: a step that was added to the routes sends a variant too late");

    private static final String FAULT =
            "read the log: this is a fault of this program, or of a step that was added to it";

    private Advice() {}

    /** Returns what to do about a failure with this outcome. */
    static String of(String outcome) {
        String api = API.get(outcome);
        return api != null ? api : OWN.getOrDefault(outcome, FAULT);
    }

    /** Returns what to do to poll a connection again that is paused. */
    static String toResume(boolean isPausedByFile) {
        return isPausedByFile ? "remove paused from the connections file" : "send it the signal resume";
    }

    /** Returns the fact that a message states, without the advice that may follow it. */
    static String fact(String message, String advice) {
        return message.endsWith("; " + advice) ? message.substring(0, message.length() - advice.length() - 2) : message;
    }
}
