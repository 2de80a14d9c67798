package io.vaultmedia.config;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the addresses of Kafka's brokers. Kafka's clients refuse a wrong one only when they connect. */
final class BrokerAddresses {

    /** The form that Kafka's clients accept: a protocol may precede it, and an IPv6 address is in brackets. */
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9a-zA-Z._%-]*://)?(\\[[0-9a-zA-Z:.%]+]|[0-9a-zA-Z._%-]+):[0-9]{1,5}");

    private BrokerAddresses() {}

    /** Returns the addresses of a comma list. */
    static Set<String> of(String brokers) {
        return Arrays.stream(brokers.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toSet());
    }

    /**
     * Throws ConfigurationException if an address is not host:port.
     *
     * @param key the setting that holds the addresses
     */
    static void check(String key, String brokers) {
        for (String address : of(brokers)) {
            if (!ADDRESS.matcher(address).matches()) {
                throw ConfigurationException.wrong(key, brokers, "must be addresses host:port, separated by commas");
            }
        }
    }
}
