package io.vaultmedia.config;

import java.util.regex.Pattern;

/** Checks the addresses of Kafka's brokers. Kafka itself refuses a wrong one at each attempt to connect, for ever. */
final class BrokerAddresses {

    private static final String KEY = "camel.component.kafka.brokers";

    /** As Kafka's clients take it: a protocol may stand before, and an IPv6 address in brackets. */
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9a-zA-Z._%-]*://)?(\\[[0-9a-zA-Z:.%]+]|[0-9a-zA-Z._%-]+):[0-9]{1,5}");

    private BrokerAddresses() {}

    /** Throws ConfigurationException for an address without a port, and for what is no address. */
    static void check(String brokers) {
        for (String address : brokers.split(",")) {
            if (!address.isBlank() && !ADDRESS.matcher(address.strip()).matches()) {
                throw ConfigurationException.wrong(KEY, brokers, "must be addresses host:port, separated by commas");
            }
        }
    }
}
