package io.vaultmedia.sandbox.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The media endpoint: returns the reply to a request, faults included. Thread safe.
 *
 * <p>It follows the contract, {@code vault-plus-media.openapi.yaml}. If the contract does not say, other paths get
 * 404, other methods 405, and invalid parameters 400.
 */
final class MediaEndpoint {
    static final String PATH = "/v2/vault-plus/media";

    private final Function<String, String> apiKeys;
    private final Function<String, Optional<Connection>> connections;
    private final Faults faults;

    /** Takes the key to be sent for a connection id, and its connection. */
    MediaEndpoint(Function<String, String> apiKeys, Function<String, Optional<Connection>> connections, Faults faults) {
        this.apiKeys = apiKeys;
        this.connections = connections;
        this.faults = faults;
    }

    Reply answer(ApiRequest request, Optional<String> key) {
        if (!request.path().equals(PATH)) {
            return Reply.error(404, "Not found");
        }
        if (!request.method().equals("GET")) {
            return Reply.error(405, "Method not allowed").withHeaders(Map.of("Allow", "GET"));
        }
        Optional<Connection> connection = connections.apply(request.connectionId());
        Reply honest = key.filter(apiKeys.apply(request.connectionId())::equals).isEmpty()
                ? Reply.error(401, "Unauthorized")
                : connection.map(found -> page(request, found)).orElseGet(() -> noConnection(request));
        return faulty(request, connection, honest);
    }

    private Reply faulty(ApiRequest request, Optional<Connection> connection, Reply honest) {
        UnaryOperator<Reply> fault = connection
                .map(found -> found.faults().take(request))
                .or(() -> Optional.ofNullable(faults.take(request)))
                .orElse(UnaryOperator.identity());
        Reply reply = fault.apply(honest).withHeaders(faults.headers());
        return connection
                .map(found -> reply.withHeaders(found.faults().headers()))
                .orElse(reply);
    }

    private static Reply noConnection(ApiRequest request) {
        return Reply.error(
                400,
                request.connectionId().isEmpty()
                        ? "x-connection-id header is required"
                        : "x-connection-id header is invalid");
    }

    private Reply page(ApiRequest request, Connection connection) {
        try {
            VaultPage page = connection.vault().page(VaultQueryParser.parse(request.query()));
            String cursor = connection.faults().nextCursor(request, faults.nextCursor(request, page.nextCursor()));
            return Reply.json(200, body(page, cursor));
        } catch (InvalidQueryException e) {
            return Reply.error(400, e.getMessage());
        }
    }

    private static byte[] body(VaultPage page, String nextCursor) {
        int size = page.items().stream().mapToInt(item -> item.length + 1).sum();
        ByteArrayOutputStream body = new ByteArrayOutputStream(size + 64);
        body.writeBytes(utf8("{\"items\":["));
        for (int i = 0; i < page.items().size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(page.items().get(i));
        }
        body.writeBytes(utf8("]"));
        if (nextCursor != null) {
            body.writeBytes(utf8(",\"nextCursor\":" + ItemJson.quoted(nextCursor)));
        }
        body.writeBytes(utf8("}"));
        return body.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
