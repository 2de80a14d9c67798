package io.vaultmedia.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guarantees 1, 3 and 5 under faults: the plan kills, pauses and restarts processes while some of the API's responses are
 * errors, and while signals pause, rewind, sweep and poll connections. The plan is made from a seed, which is printed first.
 * {@code mvn verify} uses a fixed seed, {@code -Pchaos} a random one. {@code -Dchaos.seed=} sets the seed, {@code -Dchaos.rounds=} the length of the plan.
 */
class ChaosIT {

    /** The plan of {@code mvn verify}: the same in every build, so that a failure belongs to the change. */
    static final long SEED = 41;

    static final int ROUNDS = 10;
    static final Duration SESSION = Duration.ofSeconds(4);

    private static final Map<String, String> SETTINGS = Map.of(
            "vault.page.limit", "10",
            "camel.component.kafka.session-timeout-ms", Long.toString(SESSION.toMillis()),
            "camel.component.kafka.heartbeat-interval-ms", "1000");

    private final long seed = seed();
    private final int rounds = Integer.getInteger("chaos.rounds", ROUNDS);

    private static long seed() {
        String seed = System.getProperty("chaos.seed", Long.toString(SEED));
        return seed.equals("random") ? System.nanoTime() : Long.parseLong(seed);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // Each wait has its own limit; the number of rounds is anybody's choice.
    void nothingIsLostRepeatedOrOutOfOrderWhateverHappensToTheProcesses() {
        System.out.printf("chaos: %d rounds, -Dchaos.seed=%d%n", rounds, seed);
        Plan plan = Plan.of(seed, rounds, SESSION);
        try (Cluster cluster =
                Cluster.start(ClusterSetup.ofBuild("chaos", seed, plan.itemsOfEachConnection(), SETTINGS, 1))) {
            try {
                carryOut(plan, cluster);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e.getMessage() + "; -Dchaos.seed=" + seed + cluster.report(), e);
            }
        }
    }

    private static void carryOut(Plan plan, Cluster cluster) {
        new Scenario(cluster, () -> false, round -> {}, ChaosIT::print).carryOut(plan);
        Verdict verdict = cluster.settle();
        List<String> overlaps = cluster.overlaps();
        System.out.printf(
                "chaos: %s  forgotten %,3d  polled by two %,3d%n", verdict, verdict.forgotten(), overlaps.size());

        assertThat(verdict.isGood()).as("%s%n%s", verdict, verdict.details()).isTrue();
        requireEachSignalOnce(cluster);
        assertThat(overlaps).as("two replicas at one connection").isEmpty();
    }

    /** Each was followed, and by each shard once. */
    private static void requireEachSignalOnce(Cluster cluster) {
        List<Map.Entry<Long, Integer>> followed = cluster.signals().followed();
        assertThat(followed).as("signals that were followed").doesNotHaveDuplicates();
        assertThat(followed.stream().map(Map.Entry::getKey).distinct())
                .hasSize(cluster.signals().sent());
    }

    private static void print(Scenario.Happening happening) {
        System.out.printf(
                "%s; resumed after %.1f s%n",
                happening.round(), happening.resumed().toMillis() / 1000.0);
    }
}
