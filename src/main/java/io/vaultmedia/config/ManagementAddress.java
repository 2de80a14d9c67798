package io.vaultmedia.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Checks the address of the management server. If Camel cannot open it, it logs that and starts without health and metrics. */
public final class ManagementAddress {

    private static final String PORT = "camel.management.port";

    private ManagementAddress() {}

    /**
     * Throws ConfigurationException if the port cannot be opened.
     *
     * @param port 0 for any that is free
     */
    public static void check(String host, int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getByName(host)).close();
        } catch (IOException | IllegalArgumentException e) {
            throw ConfigurationException.wrong(
                    PORT, Integer.toString(port), "cannot be opened on " + host + ": " + e.getMessage());
        }
    }
}
