package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schedule with many idle connections, in simulated time: no thread, no request, no waiting. Prints the figures of
 * docs/proof.md.
 */
@Tag("slow")
class ScaleTest {

    private static final Instant API_NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int WORKERS = 32;

    /** How long a shard takes to open: a few requests to Kafka, one after the other. */
    private static final Duration OPENING = Duration.ofMillis(50);

    /** 32 workers make 320 requests of 100 ms a second, if none of them ever waits for the next tick. */
    @ParameterizedTest
    @CsvSource({"10_000, 60", "100_000, 600"})
    void keepsUpWithConnectionsThatTheWorkersCanPoll(String connections, int intervalSeconds) throws Exception {
        Simulation simulation = new Simulation(count(connections), Duration.ofSeconds(intervalSeconds));
        simulation.run(Duration.ofSeconds(3L * intervalSeconds));

        System.out.println("scale: " + simulation);
        assertThat(simulation.lateness(0.99)).isLessThan(Duration.ofSeconds(1));
        assertThat(simulation.polledAtLeastTwice()).isEqualTo(count(connections));
    }

    /** Twice as many as fit: each waits longer, and none is left out. */
    @Test
    void sharesTheDelayIfThereAreTooMany() throws Exception {
        Simulation simulation = new Simulation(10_000, Duration.ofSeconds(20));
        simulation.run(Duration.ofSeconds(160));

        System.out.println("scale: " + simulation);
        assertThat(simulation.lateness(1)).isLessThan(Duration.ofSeconds(40));
        assertThat(simulation.polledAtLeastTwice()).isEqualTo(10_000);
    }

    @Test
    void sharesConnectionsEvenlyAmongShards() {
        int[] shards = new int[1_000];
        connections(100_000).forEach(settings -> shards[settings.connection().shard(shards.length)]++);
        IntSummaryStatistics load = IntStream.of(shards).summaryStatistics();

        System.out.println(
                "scale: 100,000 connections in 1,000 shards: " + load.getMin() + " to " + load.getMax() + " each");
        assertThat(load.getMin()).isGreaterThan(50);
        assertThat(load.getMax()).isLessThan(150);
    }

    /**
     * Another replica has had half of 100 shards, and dies: they are opened here one after the other. Their connections are all
     * overdue, as they would be after a session timeout.
     */
    @Test
    void takesOverTheConnectionsOfAnotherReplica() throws Exception {
        Simulation simulation = new Simulation(10_000, Duration.ofSeconds(60));
        Map<Integer, List<Connection>> shards = connections(10_000).stream()
                .map(ConnectionSettings::connection)
                .filter(connection -> connection.shard(100) < 50)
                .collect(Collectors.groupingBy(connection -> connection.shard(100)));
        shards.values().forEach(simulation.ledger.elsewhere::addAll);
        simulation.run(Duration.ofSeconds(60));
        long begin = simulation.now;
        shards.values().forEach(shard -> {
            shard.forEach(simulation.ledger.elsewhere::remove);
            simulation.ledger.foreign.addAll(shard);
        });
        for (List<Connection> shard : shards.values()) {
            simulation.run(Duration.ofNanos(simulation.now).plus(OPENING));
            shard.forEach(simulation.ledger.foreign::remove);
        }
        Duration opened = Duration.ofNanos(simulation.now - begin);
        while (simulation.polls.size() < 10_000) {
            simulation.run(Duration.ofNanos(simulation.now).plusSeconds(1));
        }
        Duration polled = Duration.ofNanos(simulation.now - begin);

        System.out.printf(
                "scale: 50 shards of 5,000 connections are taken over: open after %d s, all polled after %d s%n",
                opened.toSeconds(), polled.toSeconds());
        assertThat(polled).as("what 32 workers can do").isLessThan(Duration.ofSeconds(10_000 / 320 + 10));
    }

    private static int count(String number) {
        return Integer.parseInt(number.replace("_", ""));
    }

    private static List<ConnectionSettings> connections(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Connection(null, String.format("conn_%020d", number)))
                .map(connection -> new ConnectionSettings(connection, Duration.ofSeconds(60), MediaFilter.ALL, false))
                .toList();
    }

    /** A schedule, its clock, and the scans that it has begun. */
    private static final class Simulation {

        private record Running(Scan scan, long endsAt) {}

        private final int count;
        private final Duration interval;
        private final SampleLedger ledger = new SampleLedger();
        private final Schedule schedule;
        private final PriorityQueue<Running> running =
                new PriorityQueue<>((one, other) -> Long.compare(one.endsAt, other.endsAt));
        private final Map<Connection, Long> lastStart = new HashMap<>();
        private final Map<Connection, Integer> polls = new HashMap<>();
        private final List<Long> lateness = new ArrayList<>();
        private long now;
        private long requests;
        private long cpu;

        Simulation(int count, Duration interval) {
            this.count = count;
            this.interval = interval;
            Pace pace = new Pace(WORKERS, Optional.empty(), 2, 60, OptionalInt.empty(), 5, Duration.ofMinutes(10));
            schedule = new Schedule(
                    pace, ledger, new VaultMetrics(new SimpleMeterRegistry()), () -> now, () -> 0.5, () -> 0);
            schedule.poll(connections(count).stream()
                    .map(one -> new ConnectionSettings(one.connection(), interval, MediaFilter.ALL, false))
                    .toList());
        }

        void run(Duration time) throws Exception {
            while (now < time.toNanos()) {
                now += TICK.toNanos();
                while (!running.isEmpty() && running.peek().endsAt <= now) {
                    end(running.poll().scan);
                }
                long start = System.nanoTime();
                List<Scan> due = schedule.takeDue();
                long took = System.nanoTime() - start;
                cpu += took;
                due.forEach(this::begin);
            }
        }

        private void begin(Scan scan) {
            requests++;
            Connection connection = scan.getConnection();
            Long last = lastStart.put(connection, now);
            if (last != null) {
                lateness.add(now - last - interval.toNanos());
            }
            polls.merge(connection, 1, Integer::sum);
            running.add(new Running(scan, now + LATENCY.toNanos()));
        }

        private void end(Scan scan) throws Exception {
            SampleScans.commit(scan, SampleScans.upTo(API_NOW), new MediaPage(List.of(), null, API_NOW));
            schedule.ended(scan);
        }

        Duration lateness(double share) {
            List<Long> sorted = lateness.stream().sorted().toList();
            return Duration.ofNanos(sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share))));
        }

        long polledAtLeastTwice() {
            return polls.values().stream().filter(times -> times >= 2).count();
        }

        @Override
        public String toString() {
            return String.format(
                    "%,d connections each %d s, %d workers, %d ms a request: %,d requests in %,d s; late by %d ms (median), %d ms"
                            + " (99 %%), %d ms (most); a tick takes %,d µs on average",
                    count,
                    interval.toSeconds(),
                    WORKERS,
                    LATENCY.toMillis(),
                    requests,
                    Duration.ofNanos(now).toSeconds(),
                    lateness(0.5).toMillis(),
                    lateness(0.99).toMillis(),
                    lateness(1).toMillis(),
                    cpu / 1000 / (now / TICK.toNanos()));
        }
    }
}
