package io.vaultmedia.sandbox.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Two ports on loopback that were free a moment ago. Immutable.
 *
 * @param broker for Kafka's clients
 * @param controller for Kafka itself
 */
record LoopbackPorts(int broker, int controller) {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /**
     * Takes the wanted port, or any if 0, and another one.
     *
     * @throws IllegalStateException if it is taken
     */
    static LoopbackPorts reserve(int wanted) {
        try (ServerSocket broker = new ServerSocket(wanted, 1, LOOPBACK);
                ServerSocket controller = new ServerSocket(0, 1, LOOPBACK)) {
            return new LoopbackPorts(broker.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("port " + wanted + " is taken (Kafka)", e);
        }
    }
}
