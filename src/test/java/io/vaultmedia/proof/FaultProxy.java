package io.vaultmedia.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a broker and its clients, understands whose message it is and what it asks, and lets a plan decide what
 * becomes of each: it passes, comes late, is lost, or the connection breaks. The broker has to advertise the proxy's port.
 * Thread safe.
 */
final class FaultProxy implements AutoCloseable {

    private final ServerSocket server;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile int brokerPort;
    private volatile FaultRule rule = FaultRule.NONE;

    private FaultProxy(ServerSocket server) {
        this.server = server;
    }

    /** Listens on a free port; to whom it leads is said by {@link #leadTo}. */
    static FaultProxy listen() {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon("fault-proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("opening a port for the fault proxy", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void leadTo(int port) {
        brokerPort = port;
    }

    /** Decides what becomes of each message from now on. */
    void apply(FaultRule next) {
        rule = next;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon("fault-proxy-" + client.getPort(), () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
            ProxiedConnection connection = new ProxiedConnection(client, broker, message -> rule.fateOf(message));
            connections.add(connection);
            daemon("fault-proxy-answers-" + client.getPort(), connection::passAnswers);
            connection.passRequests();
            connections.remove(connection);
        } catch (IOException brokerIsAway) {
            // The client sees that its connection is closed, and tries again.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(ProxiedConnection::cut);
    }
}
