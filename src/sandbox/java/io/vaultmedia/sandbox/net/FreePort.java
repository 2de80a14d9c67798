package io.vaultmedia.sandbox.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out about ports before somebody else trips over them. Thread safe. */
public final class FreePort {
    /**
     * Below the ports that systems give to outgoing connections (Linux: from 32768, others: from 49152). From among those,
     * a port that is free now would be taken by any client's connection a moment later, or by a client that tries to
     * reach that very port on loopback, and so connects to itself.
     */
    private static final int FIRST = 20_000;

    private static final int END = 32_768;
    private static final int TRIES = 100;

    private FreePort() {}

    /** Gives a port that is free. */
    public static int any() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST + " to " + END);
    }

    /**
     * Gives the wanted port, or any free one if 0.
     *
     * @throws IllegalStateException if it is taken
     */
    public static int of(int wanted, String purpose) {
        if (wanted == 0) {
            return any();
        }
        if (!isFree(wanted)) {
            throw new IllegalStateException("port " + wanted + " is taken (" + purpose + ")");
        }
        return wanted;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
