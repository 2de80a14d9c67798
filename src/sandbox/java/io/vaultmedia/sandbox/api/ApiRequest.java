package io.vaultmedia.sandbox.api;

import java.util.List;
import java.util.Map;

/**
 * A request as it reached the simulator, and the status with which it was answered. Immutable.
 *
 * @param connectionId the value of x-connection-id, or an empty text
 * @param query the decoded query parameters
 * @param headerNames in lower case, in the order of the request
 * @param status 0 while there is no answer
 * @param nanoTime {@link System#nanoTime()} at arrival
 * @param port where it was asked; 0 if the request does not tell
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
