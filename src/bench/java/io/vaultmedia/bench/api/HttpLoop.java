package io.vaultmedia.bench.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * An HTTP/1.1 server on loopback for GET requests that follow each other on connections that stay open. One thread
 * reads, waits and writes. It costs almost nothing, and leaves the machine to the measurement.
 *
 * <p>A response is sent within about half a millisecond of its time, which is the precision of a selector. The mean is
 * right, because the average delay of the machine's wake-ups is subtracted.
 */
final class HttpLoop implements Runnable {
    private static final long MILLI = 1_000_000;
    private static final int ANSWERS_A_MEAN = 16;
    private static final long LATEST = 2 * MILLI;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final PriorityQueue<Client> waiting = new PriorityQueue<>(Comparator.comparingLong(Client::due));
    private final Function<Request, Answer> service;
    private final Selector selector;
    private final ServerSocketChannel server;
    private long lateness;
    private String date = "";
    private long dateSecond;

    HttpLoop(Function<Request, Answer> service) throws IOException {
        this.service = service;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Serves until the channel is closed or the process ends. */
    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                await();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                sendDue();
            }
        } catch (IOException e) {
            throw new IllegalStateException("serving the API on port " + port(), e);
        }
    }

    private void await() throws IOException {
        if (waiting.isEmpty()) {
            selector.select();
            return;
        }
        long millis = (nanosUntil(waiting.peek()) + MILLI / 2) / MILLI;
        if (millis > 0) {
            selector.select(millis);
        } else {
            selector.selectNow();
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel channel = server.accept();
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            channel.register(selector, SelectionKey.OP_READ).attach(new Client(channel));
            return;
        }
        Client client = (Client) key.attachment();
        try {
            if (key.isWritable()) {
                key.interestOps(client.write() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
            } else {
                client.read(service).ifPresent(waiting::add);
            }
        } catch (IOException gone) {
            client.close();
        }
    }

    private void sendDue() throws IOException {
        while (!waiting.isEmpty() && nanosUntil(waiting.peek()) <= MILLI / 2) {
            Client client = waiting.poll();
            if (client.isDelayed()) {
                long late = System.nanoTime() - client.due();
                lateness = Math.max(0, Math.min(LATEST, lateness + late / ANSWERS_A_MEAN));
            }
            try {
                client.answer(date());
                if (!client.write()) {
                    client.channel().keyFor(selector).interestOps(SelectionKey.OP_WRITE);
                }
            } catch (IOException gone) {
                client.close();
            }
        }
    }

    private long nanosUntil(Client client) {
        return client.due() - (client.isDelayed() ? lateness : 0) - System.nanoTime();
    }

    private String date() {
        long second = System.currentTimeMillis() / 1000;
        if (second != dateSecond) {
            dateSecond = second;
            date = HTTP_DATE.format(Instant.ofEpochSecond(second));
        }
        return date;
    }
}
