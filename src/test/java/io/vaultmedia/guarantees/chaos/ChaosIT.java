package io.vaultmedia.guarantees.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guarantees 1, 3 and 5 under faults: the plan kills, pauses and restarts processes while some of the API's responses are
 * errors. The plan is made from a seed, which is printed first. {@code mvn verify} uses a fixed seed, {@code -Pchaos} a
 * random one. {@code -Dchaos.seed=} sets the seed, {@code -Dchaos.rounds=} the length of the plan.
 */
class ChaosIT {

    /** The plan of {@code mvn verify}: the same in every build, so that a failure belongs to the change. */
    static final long SEED = 41;

    static final int ROUNDS = 10;
    static final Duration SESSION = Duration.ofSeconds(4);

    /** Percentage of requests that the API fails. */
    private static final int FAULTS = 2;

    private static final int ITEMS_PER_SECOND = 10;

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
        try (Cluster cluster = Cluster.create("chaos", seed, itemsFor(plan), SETTINGS)) {
            try {
                carryOut(plan, cluster);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e.getMessage() + "; -Dchaos.seed=" + seed + cluster.report(), e);
            }
        }
    }

    /** A thousand variants for each kill. */
    private static int itemsFor(Plan plan) {
        return Math.max(1, plan.backfill().size() * 500 / Accounts.ALL.size());
    }

    private static void carryOut(Plan plan, Cluster cluster) {
        cluster.startBroker();
        cluster.start(1);
        cluster.api().faults(FAULTS);
        plan.backfill().forEach(round -> killInTheBackfill(round, cluster));
        cluster.awaitBackfills();
        cluster.start(2);
        cluster.api().live(ITEMS_PER_SECOND);
        plan.live().forEach(round -> carryOut(round, cluster));
        Verdict verdict = cluster.settle();
        List<String> overlaps = cluster.overlaps();
        System.out.printf("chaos: %s  polled by two %,3d%n", verdict, overlaps.size());

        assertThat(verdict.isGood()).as("%s%n%s", verdict, verdict.details()).isTrue();
        assertThat(overlaps).as("two replicas at one connection").isEmpty();
    }

    private static void killInTheBackfill(Round round, Cluster cluster) {
        round.happenTo(cluster);
        long killed = System.currentTimeMillis();
        cluster.heal(1);
        Awaitility.await("the backfill to go on after " + round)
                .until(() -> cluster.api().requests().stream().anyMatch(asked -> asked.at() > killed && !asked.news()));
        System.out.println(round);
    }

    private static void carryOut(Round round, Cluster cluster) {
        round.happenTo(cluster);
        cluster.heal(2);
        System.out.printf(
                "%s; all polled again after %.1f s%n",
                round, cluster.awaitAllPolled().toMillis() / 1000.0);
    }
}
