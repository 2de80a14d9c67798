package io.vaultmedia.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server whose connections stay open, and that answers to each request as a test says, or not. */
final class KeepAliveServer implements AutoCloseable {

    static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"items\":[]}";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Answer answer;

    /** Which request it is: of all, and of its connection, both from 1 on. */
    record Request(int number, int connection, int ofConnection) {}

    /** Answers a request whose head has been read. */
    interface Answer {
        void to(Request request, Socket client) throws IOException;
    }

    KeepAliveServer(Answer answer) throws IOException {
        this.answer = answer;
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                clients.add(client);
                int connection = clients.size();
                threads.execute(() -> serve(client, connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client, int connection) {
        try {
            for (int number = 1; awaitRequest(client); number++) {
                Request request = new Request(requests.size() + 1, connection, number);
                requests.add(request);
                answer.to(request, client);
            }
        } catch (IOException clientIsGone) {
            // As some tests want it.
        }
    }

    private static boolean awaitRequest(Socket client) throws IOException {
        int end = 0;
        while (end != 0x0d0a0d0a) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return false;
            }
            end = end << 8 | next;
        }
        return true;
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return clients.size();
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
        threads.shutdownNow();
    }
}
