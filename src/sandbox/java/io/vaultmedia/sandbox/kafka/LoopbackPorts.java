package io.vaultmedia.sandbox.kafka;

import io.vaultmedia.sandbox.net.FreePort;
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
    /**
     * Returns the wanted port, or any if 0, and another one.
     *
     * @throws IllegalStateException if the port is taken
     */
    static LoopbackPorts reserve(int wanted) {
        int port = wanted == 0 ? FreePort.any() : wanted;
        try (ServerSocket broker = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return new LoopbackPorts(broker.getLocalPort(), FreePort.any());
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " is taken (Kafka)", e);
        }
    }
}
