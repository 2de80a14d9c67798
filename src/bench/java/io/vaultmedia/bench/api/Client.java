package io.vaultmedia.bench.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** One client's connection to the server. It handles one request after the other. For one thread. */
final class Client {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int LONGEST_HEAD = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST_HEAD);
    private ByteBuffer[] out = {};
    private Answer answer;
    private long due;

    Client(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Returns when its response is due, as System.nanoTime. */
    long due() {
        return due;
    }

    /** Returns true if the response is not due at once. */
    boolean isDelayed() {
        return answer.delayNanos() > 0;
    }

    /** Reads available bytes. Returns itself if a whole request has arrived, whose response is then ready. */
    Optional<Client> read(Function<Request, Answer> service) throws IOException {
        if (channel.read(in) < 0 || !in.hasRemaining()) {
            channel.close();
            return Optional.empty();
        }
        String head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        if (!head.endsWith(END_OF_HEAD)) {
            return Optional.empty();
        }
        in.clear();
        answer = service.apply(Request.parse(head));
        due = System.nanoTime() + answer.delayNanos();
        return Optional.of(this);
    }

    /** Begins to send the response. */
    void answer(String date) {
        out = answer.onTheWire(date);
    }

    /** Writes as much as the network accepts; returns true if that was all. */
    boolean write() throws IOException {
        channel.write(out);
        return !out[out.length - 1].hasRemaining();
    }

    void close() throws IOException {
        channel.close();
    }
}
