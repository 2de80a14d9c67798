package io.vaultmedia.sandbox;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds out about ports before somebody else trips over them. Thread safe. */
final class FreePort {
    private FreePort() {}

    /**
     * Gives the wanted port, or any free one if 0.
     *
     * @throws IllegalStateException if it is taken
     */
    static int of(int wanted, String purpose) {
        try (ServerSocket socket = new ServerSocket(wanted)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("port " + wanted + " is taken (" + purpose + ")", e);
        }
    }
}
