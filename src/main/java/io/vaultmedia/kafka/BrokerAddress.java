package io.vaultmedia.kafka;

import java.util.ArrayList;
import java.util.List;

/** Host and port of a broker. Immutable. */
record BrokerAddress(String host, int port) {

    /** Those of a list as {@code bootstrap.servers} has it; what is no host and port is left to Kafka's client to refuse. */
    static List<BrokerAddress> parse(String list) {
        List<BrokerAddress> addresses = new ArrayList<>();
        for (String text : list.split(",", -1)) {
            String address = text.strip().replaceFirst("^[A-Za-z_]+://", "");
            int colon = address.lastIndexOf(':');
            if (colon > 0 && address.substring(colon + 1).matches("\\d{1,5}")) {
                String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
                addresses.add(new BrokerAddress(host, Integer.parseInt(address.substring(colon + 1))));
            }
        }
        return addresses;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
