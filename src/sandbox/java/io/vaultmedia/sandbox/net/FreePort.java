package io.vaultmedia.sandbox.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports. Thread safe. */
public final class FreePort {
    /**
     * The range below the ports that systems give to outgoing connections (Linux: from 32768, others: from 49152). In
     * that range, any client could take a port that was free a moment ago, or connect to itself when it tries to reach
     * that port on loopback.
     */
    private static final int FIRST = 20_000;

    private static final int END = 32_768;
    private static final int TRIES = 100;

    private FreePort() {}

    /** Returns a free port. */
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
     * Returns the wanted port, or any free one if it is 0.
     *
     * @throws IllegalStateException if the port is taken
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
