package io.vaultmedia.sandbox.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;

/** Reads the parts of an HTTP request that the simulator uses. Thread safe. */
final class RequestReader {
    private RequestReader() {}

    static ApiRequest read(HttpRequest request) {
        long arrival = System.nanoTime();
        String[] target = request.getPath().split("\\?", 2);
        return new ApiRequest(
                request.getMethod(),
                target[0],
                header(request, "x-connection-id").orElse(""),
                target.length > 1 ? query(target[1]) : Map.of(),
                headerNames(request),
                0,
                arrival,
                header(request, "host").map(RequestReader::port).orElse(0));
    }

    /** The API key is not in the value that is logged. */
    static Optional<String> apiKey(HttpRequest request) {
        return header(request, "apiKey");
    }

    /** Repeated parameters are joined by commas, which no parameter allows. */
    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (NameValuePair pair : WWWFormCodec.parse(raw, StandardCharsets.UTF_8)) {
            query.merge(pair.getName(), Optional.ofNullable(pair.getValue()).orElse(""), (a, b) -> a + ',' + b);
        }
        return Map.copyOf(query);
    }

    private static int port(String host) {
        String port = host.substring(host.lastIndexOf(':') + 1);
        return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    }

    private static List<String> headerNames(HttpRequest request) {
        return Arrays.stream(request.getHeaders())
                .map(header -> header.getName().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return Optional.ofNullable(request.getFirstHeader(name)).map(Header::getValue);
    }
}
