package io.vaultmedia.sandbox.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of {@link Prove} is to be. Immutable.
 *
 * @param kafka further settings of all Kafka clients
 * @param duration after which no round begins
 * @param app the folder of the packaged application, absolute
 * @param keep true to keep topics and logs
 */
record ProveOptions(
        String brokers,
        Map<String, String> kafka,
        int rounds,
        Duration duration,
        long seed,
        Optional<Integer> replicationFactor,
        Path app,
        boolean keep) {

    ProveOptions {
        kafka = Map.copyOf(kafka);
    }
}
