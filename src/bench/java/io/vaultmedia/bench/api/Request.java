package io.vaultmedia.bench.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a request that the server uses. Immutable.
 *
 * @param connectionId the value of x-connection-id, or an empty text
 */
record Request(String path, Map<String, String> query, String connectionId) {
    private static final Pattern CONNECTION =
            Pattern.compile("\\r\\nx-connection-id: *([^\\r]*)\\r\\n", Pattern.CASE_INSENSITIVE);

    /** Reads the head of a GET request, including its empty line. */
    static Request parse(String head) {
        String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
        Matcher connection = CONNECTION.matcher(head);
        int mark = target.indexOf('?');
        return new Request(
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? Map.of() : query(target.substring(mark + 1)),
                connection.find() ? connection.group(1) : "");
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            query.put(
                    parameter.substring(0, equals),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
