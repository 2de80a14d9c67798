package io.vaultmedia.sandbox.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What the API's process is told at its start. Immutable.
 *
 * @param journal where to write what happens, absolute
 * @param items in each connection's vault, of two stored variants each
 * @param latency of each answer
 * @param client the file of settings with which to read what the product publishes
 * @param prefix of the product's topics
 * @param replicas how many there may be: each asks at a port of its own
 */
record ApiOptions(String journal, long seed, int items, Duration latency, String client, String prefix, int replicas) {

    List<String> arguments() {
        return List.of(
                journal,
                Long.toString(seed),
                Integer.toString(items),
                latency.toString(),
                client,
                prefix,
                Integer.toString(replicas));
    }

    static ApiOptions of(String[] arguments) {
        return new ApiOptions(
                arguments[0],
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                Duration.parse(arguments[3]),
                arguments[4],
                arguments[5],
                Integer.parseInt(arguments[6]));
    }
}
