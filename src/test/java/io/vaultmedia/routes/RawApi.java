package io.vaultmedia.routes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that answers as no HTTP server would: one connection, byte by byte. */
final class RawApi implements AutoCloseable {

    private final ServerSocket server;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Writes to a client whose request has been read. */
    interface Answer {
        void to(Socket client) throws IOException;
    }

    RawApi(Answer answer) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("opening a port", e);
        }
        Thread thread = new Thread(() -> serve(answer), "raw-api");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Answer answer) {
        try (Socket client = server.accept()) {
            awaitRequest(client);
            answer.to(client);
        } catch (IOException clientIsGone) {
            // Expected if the answer never ends.
        } finally {
            ended.countDown();
        }
    }

    /** Reads a request up to the end of its head, or up to the first byte of a TLS greeting. */
    private static void awaitRequest(Socket client) throws IOException {
        int end = 0;
        while (end != 0x0d0a0d0a && end != 0x16) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request came");
            }
            end = end << 8 | next;
        }
    }

    static Answer text(String answer) {
        return client -> client.getOutputStream().write(answer.getBytes(US_ASCII));
    }

    /** Sends this, then the other again and again, without a pause, until the client hangs up. */
    static Answer flood(String first, String forEver) {
        return client -> {
            text(first).to(client);
            byte[] bytes = forEver.repeat(1000).getBytes(US_ASCII);
            while (true) {
                client.getOutputStream().write(bytes);
            }
        };
    }

    /** Sends this, then the other each 50 ms, until the client hangs up. */
    static Answer drip(String first, String forEver) {
        return client -> {
            text(first).to(client);
            client.setSoTimeout(50);
            while (!hasHungUp(client)) {
                text(forEver).to(client);
            }
        };
    }

    private static boolean hasHungUp(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    /** Resets the connection. */
    static Answer reset() {
        return client -> client.setSoLinger(true, 0);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** True once the only client has hung up, or was hung up on. */
    boolean awaitEnd() throws InterruptedException {
        return ended.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
