package io.vaultmedia.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which configured brokers gave no answer at the last look. New clients do without them: a broker that takes connections and says
 * nothing would hold each of them up for a whole {@code request.timeout.ms}. Thread safe.
 */
final class SilentBrokers {

    /** After this time, nobody can say any more that a broker is silent. */
    private static final Duration VALID = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private volatile Look last = new Look(Set.of(), 0);

    private record Look(Set<BrokerAddress> silent, long at) {}

    /** None are silent yet. */
    SilentBrokers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes what the configured brokers answered, in place of what was known. */
    void look(List<PortAnswer> answers) {
        Set<BrokerAddress> silent = answers.stream()
                .filter(PortAnswer::isSilent)
                .map(PortAnswer::address)
                .collect(Collectors.toSet());
        last = new Look(silent, nanos.getAsLong());
    }

    /** Returns a list as {@code bootstrap.servers} has it without the silent ones; the whole list if no other is in it. */
    String without(String brokers) {
        Look look = last;
        if (look.silent().isEmpty() || nanos.getAsLong() - look.at() > VALID.toNanos()) {
            return brokers;
        }
        String others = Stream.of(brokers.split(",", -1))
                .filter(one -> BrokerAddress.parse(one).stream().noneMatch(look.silent()::contains))
                .collect(Collectors.joining(","));
        return others.isBlank() ? brokers : others;
    }
}
