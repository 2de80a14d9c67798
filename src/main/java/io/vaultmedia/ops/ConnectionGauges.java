package io.vaultmedia.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vaultmedia.schedule.ConnectionState;
import io.vaultmedia.schedule.ConnectionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The gauges of the connections that this replica polls: how many are in each state, and up to when each is known complete.
 * They are read at most once a second, and a connection that is no longer polled here loses its series. Thread safe.
 */
final class ConnectionGauges {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<List<ConnectionStatus>> source;
    private final LongSupplier nanoTime;
    private final MultiGauge verifiedUpTo;
    private Map<ConnectionState, Integer> states = Map.of();
    private Map<String, Instant> verified = Map.of();
    private long pausedByFile;
    private long pausedBySignal;
    private long readAt;

    private ConnectionGauges(MeterRegistry registry, Supplier<List<ConnectionStatus>> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.verifiedUpTo = MultiGauge.builder("vault.verified.up.to.seconds")
                .description("Unix time up to which a connection is known complete; 0 if it was never read to its end")
                .register(registry);
        this.readAt = nanoTime.getAsLong() - FRESH.toNanos();
    }

    /** Registers the gauges. */
    static ConnectionGauges of(MeterRegistry registry, Supplier<List<ConnectionStatus>> source, LongSupplier nanoTime) {
        ConnectionGauges gauges = new ConnectionGauges(registry, source, nanoTime);
        for (ConnectionState state : ConnectionState.values()) {
            Gauge.builder("vault.connections", gauges, one -> one.count(state))
                    .description("Connections of this replica in each state")
                    .tag("state", state.label())
                    .register(registry);
        }
        for (boolean file : new boolean[] {true, false}) {
            Gauge.builder("vault.connections.paused", gauges, one -> one.pausedBy(file))
                    .description(
                            "Connections that are to be paused, by who wants it: the connections file, or a signal")
                    .tag("by", file ? "file" : "signal")
                    .register(registry);
        }
        return gauges;
    }

    private synchronized double count(ConnectionState state) {
        refresh();
        return states.getOrDefault(state, 0);
    }

    private synchronized double pausedBy(boolean file) {
        refresh();
        return file ? pausedByFile : pausedBySignal;
    }

    private synchronized double verifiedUpTo(String connection) {
        refresh();
        Instant time = verified.get(connection);
        return time == null ? Double.NaN : time.getEpochSecond();
    }

    /** Reads how the connections are doing, unless it has just been read. */
    synchronized void refresh() {
        long now = nanoTime.getAsLong();
        if (now - readAt >= FRESH.toNanos()) {
            readAt = now;
            take(source.get());
        }
    }

    private void take(List<ConnectionStatus> all) {
        Map<ConnectionState, Integer> counts = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        for (ConnectionStatus one : all) {
            counts.merge(one.state(), 1, Integer::sum);
            times.put(one.connection().label(), one.verifiedUpTo());
        }
        boolean isSameSet = times.keySet().equals(verified.keySet());
        states = counts;
        pausedByFile = all.stream().filter(ConnectionStatus::isPausedByFile).count();
        pausedBySignal = all.stream().filter(ConnectionStatus::isPausedBySignal).count();
        verified = times;
        if (!isSameSet) {
            verifiedUpTo.register(times.keySet().stream()
                    .map(label -> MultiGauge.Row.of(Tags.of("connection", label), () -> verifiedUpTo(label)))
                    .toList());
        }
    }
}
