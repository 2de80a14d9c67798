package io.vaultmedia.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guarantee 1 on a cluster of three brokers, with three replicas of each record, of which two must have it. Each broker in turn is
 * killed, paused and restarted, in a backfill and in live traffic: so leaders, followers, controllers and transaction
 * coordinators are. {@code -Dcluster.rounds=} sets the number of rounds; {@code -Dchaos.seed=} repeats their order.
 */
class ClusterIT {

    private static final int BROKERS = 3;
    private static final long SEED = 41;
    private static final int ITEMS_PER_SECOND = 5;

    private static final Map<String, String> SETTINGS = Map.of(
            "vault.page.limit", "10",
            "vault.topic.replication-factor", "3",
            "camel.component.kafka.session-timeout-ms", "6000",
            "camel.component.kafka.heartbeat-interval-ms", "1000");

    private final long seed = Long.getLong("chaos.seed", SEED);
    private final int rounds = Integer.getInteger("cluster.rounds", 1);

    /** What happens to brokers, and what is done before the replicas have to go on. */
    private record Event(String text, Step step) {}

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // Each wait has its own limit; the number of rounds is anybody's choice.
    void nothingIsLostOrRepeatedWhateverHappensToBrokers() {
        System.out.printf("cluster: %d rounds, -Dchaos.seed=%d%n", rounds, seed);
        try (Cluster cluster = Cluster.start(ClusterSetup.ofBuild("cluster", seed, 60, SETTINGS, BROKERS))) {
            try {
                carryOut(cluster);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e.getMessage() + "; -Dchaos.seed=" + seed + cluster.report(), e);
            }
        }
    }

    private void carryOut(Cluster cluster) {
        cluster.startBroker();
        cluster.start(1);
        cluster.start(2);
        cluster.api().awaitRequests(10);
        cluster.broker(1 + (int) (seed % BROKERS)).kill();
        cluster.awaitBackfills();
        cluster.heal(2);
        cluster.api().live(ITEMS_PER_SECOND);
        events().forEach(event -> {
            event.step().happenTo(cluster);
            System.out.printf(
                    "cluster: %s; all news published again after %.1f s%n",
                    event.text(), cluster.awaitNews().toMillis() / 1000.0);
            cluster.heal(2);
            cluster.awaitNews();
        });
        Verdict verdict = cluster.settle();
        System.out.printf("cluster: %s%n", verdict);

        assertThat(verdict.isGood()).as("%s%n%s", verdict, verdict.details()).isTrue();
    }

    /** A broker that takes connections and never answers must not hold up each shard that is opened again. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void goesOnSoonWhicheverBrokerIsFrozen() {
        List<Duration> waits = new ArrayList<>();
        try (Cluster cluster = Cluster.start(ClusterSetup.ofBuild("frozen", seed, 2, SETTINGS, BROKERS))) {
            cluster.startBroker();
            cluster.start(1);
            cluster.start(2);
            cluster.awaitBackfills();
            cluster.heal(2);
            cluster.api().live(ITEMS_PER_SECOND);
            for (int number = 1; number <= BROKERS; number++) {
                cluster.broker(number).pause();
                waits.add(cluster.awaitNews());
                cluster.heal(2);
                cluster.awaitNews();
            }
            Verdict verdict = cluster.settle();
            System.out.printf("cluster: each broker frozen in turn; all news published again after %s%n", waits);
            System.out.printf("cluster: %s%n", verdict);

            assertThat(verdict.isGood())
                    .as("%s%n%s", verdict, verdict.details())
                    .isTrue();
            assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(25)) < 0);
        }
    }

    /** As many as there are rounds: all of them come before one comes again. */
    private List<Event> events() {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        while (events.size() < rounds) {
            List<Event> all = new ArrayList<>();
            for (int number = 1; number <= BROKERS; number++) {
                int broker = number;
                all.add(new Event("kill broker " + broker, cluster -> cluster.broker(broker)
                        .kill()));
                all.add(new Event("pause broker " + broker, cluster -> cluster.broker(broker)
                        .pause()));
                all.add(new Event(
                        "pause broker " + broker + " for a moment, ten times", cluster -> stutter(cluster, broker)));
            }
            all.add(new Event("restart the brokers one by one", ClusterIT::restartOneByOne));
            all.add(new Event("kill all brokers, and start them", cluster -> {
                cluster.killBroker();
                cluster.startBroker();
            }));
            Collections.shuffle(all, random);
            events.addAll(all);
        }
        return events.subList(0, rounds);
    }

    private static void restartOneByOne(Cluster cluster) {
        IntStream.rangeClosed(1, BROKERS).forEach(broker -> {
            cluster.broker(broker).terminate();
            cluster.startBroker();
        });
    }

    /** It answers, but slowly. */
    private static void stutter(Cluster cluster, int broker) {
        for (int i = 0; i < 10; i++) {
            cluster.broker(broker).pause();
            moment();
            cluster.broker(broker).resume();
            moment();
        }
    }

    private static void moment() {
        long end = System.nanoTime() + Duration.ofMillis(400).toNanos();
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() >= end);
    }
}
