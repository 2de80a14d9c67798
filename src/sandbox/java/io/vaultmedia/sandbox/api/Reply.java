package io.vaultmedia.sandbox.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response of the simulator. Immutable. The body is shared and is read only through duplicates.
 *
 * @param headers in addition to Date, Content-Type and Content-Length
 * @param truncated whether the connection closes after half of the body
 */
record Reply(int status, String contentType, Map<String, String> headers, ByteBuffer body, boolean truncated) {
    static Reply json(int status, byte[] body) {
        return new Reply(status, "application/json", Map.of(), ByteBuffer.wrap(body), false);
    }

    /** The contract's error response. */
    static Reply error(int status, String message) {
        return json(status, ("{\"error\":" + ItemJson.quoted(message) + "}").getBytes(StandardCharsets.UTF_8));
    }

    Reply cutShort() {
        return new Reply(status, contentType, headers, body, true);
    }

    Reply withHeaders(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, contentType, all, body, truncated);
    }
}
