package io.vaultmedia.config;

import java.util.regex.Pattern;

/** Checks the addresses of Kafka's brokers. Kafka's clients refuse a wrong one only when they connect. */
final class BrokerAddresses {

    private static final String KEY = "camel.component.kafka.brokers";

    /** The form that Kafka's clients accept: a protocol may precede it, and an IPv6 address is in brackets. */
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9a-zA-Z._%-]*://)?(\\[[0-9a-zA-Z:.%]+]|[0-9a-zA-Z._%-]+):[0-9]{1,5}");

    private BrokerAddresses() {}

    /** Throws ConfigurationException if an address is not host:port. */
    static void check(String brokers) {
        for (String address : brokers.split(",", -1)) {
            if (!address.isBlank() && !ADDRESS.matcher(address.strip()).matches()) {
                throw ConfigurationException.wrong(KEY, brokers, "must be addresses host:port, separated by commas");
            }
        }
    }
}
