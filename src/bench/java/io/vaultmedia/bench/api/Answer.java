package io.vaultmedia.bench.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The response to a request. Immutable; the parts of the body are shared and never written to.
 *
 * @param delayNanos its latency
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, long delayNanos, byte[]... body) {
    private static final String CONTENT = "\r\nContent-Type: application/json\r\nContent-Length: ";

    static Answer text(int status, String text) {
        return new Answer(status, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the whole response as it is sent over the wire. */
    ByteBuffer[] onTheWire(String date) {
        int length = Arrays.stream(body).mapToInt(part -> part.length).sum();
        String head = "HTTP/1.1 " + status + " " + (status == 200 ? "OK" : "Refused") + "\r\nDate: " + date + CONTENT
                + length + "\r\n\r\n";
        ByteBuffer[] wire = new ByteBuffer[body.length + 1];
        wire[0] = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < body.length; i++) {
            wire[i + 1] = ByteBuffer.wrap(body[i]);
        }
        return wire;
    }
}
