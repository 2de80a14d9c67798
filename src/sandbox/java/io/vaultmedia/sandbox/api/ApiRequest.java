package io.vaultmedia.sandbox.api;

import java.util.List;
import java.util.Map;

/**
 * A request as it reached the simulator, and the status of its response. Immutable.
 *
 * @param connectionId the value of x-connection-id, or an empty text
 * @param query the decoded query parameters
 * @param headerNames in lower case, in the order of the request
 * @param status 0 until there is a response
 * @param nanoTime {@link System#nanoTime()} at arrival
 * @param port the port that received it; 0 if unknown
 */
public record ApiRequest(
        String method,
        String path,
        String connectionId,
        Map<String, String> query,
        List<String> headerNames,
        int status,
        long nanoTime,
        int port) {

    ApiRequest answered(int newStatus) {
        return new ApiRequest(method, path, connectionId, query, headerNames, newStatus, nanoTime, port);
    }
}
