package io.vaultmedia.sandbox.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * Carries a plan out: a replica is killed again and again in its backfill; then, in live traffic, things happen to two and three of
 * them, and signals pause, rewind, sweep and poll connections. After each round all has to resume by itself. Some of the API's answers
 * are errors all the time. Not thread safe.
 */
final class Scenario {

    /** Percentage of requests that the API fails. */
    static final int FAULTS = 2;

    static final int ITEMS_PER_SECOND = 10;

    private final Cluster cluster;
    private final BooleanSupplier isOver;
    private final Consumer<Round> begun;
    private final Consumer<Happening> done;

    /**
     * One that has not begun.
     *
     * @param isOver asked before each round: if it is true, there is no further one
     * @param begun takes each round when it begins
     * @param done takes each round when all has resumed after it
     */
    Scenario(Cluster cluster, BooleanSupplier isOver, Consumer<Round> begun, Consumer<Happening> done) {
        this.cluster = cluster;
        this.isOver = isOver;
        this.begun = begun;
        this.done = done;
    }

    /**
     * Returns when the rounds are over. Live traffic and faults go on.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if something does not resume
     */
    void carryOut(Plan plan) {
        cluster.startBroker();
        cluster.start(1);
        cluster.api().faults(FAULTS);
        plan.backfill().forEach(round -> carryOut(round, this::killInTheBackfill));
        cluster.awaitBackfills();
        cluster.start(2);
        cluster.api().live(ITEMS_PER_SECOND);
        plan.live().forEach(round -> carryOut(round, this::disturb));
    }

    private void carryOut(Round round, java.util.function.Function<Round, Duration> how) {
        if (!isOver.getAsBoolean()) {
            begun.accept(round);
            Instant at = Instant.now();
            done.accept(new Happening(at, round, how.apply(round)));
        }
    }

    private static String connection(int number) {
        return Accounts.ALL.get(number % Accounts.ALL.size()).name();
    }

    private Duration killInTheBackfill(Round round) {
        round.happenTo(cluster);
        long killed = System.currentTimeMillis();
        cluster.heal(1);
        Awaitility.await("the backfill to go on after " + round)
                .until(() -> cluster.api().requests().stream().anyMatch(asked -> asked.at() > killed && !asked.news()));
        return Duration.ofMillis(System.currentTimeMillis() - killed);
    }

    /** Signals come before the round, so that it happens while they are followed; the pause ends after it. */
    private Duration disturb(Round round) {
        String paused = connection(round.number());
        cluster.signals().send(paused, "{\"signal\":\"pause\"}");
        cluster.signals().send(connection(round.number() + 2), "{\"signal\":\"rewind\",\"from\":\"beginning\"}");
        cluster.signals().send("*", "{\"signal\":\"sweep\"}");
        cluster.signals().send("*", "{\"signal\":\"poll\"}");
        round.happenTo(cluster);
        cluster.heal(2);
        cluster.signals().send(paused, "{\"signal\":\"resume\"}");
        return cluster.awaitAllPolled();
    }

    /**
     * A round that is over. Immutable.
     *
     * @param at when it began
     * @param resumed how long it took after the round until a backfill went on, or all connections were polled
     */
    record Happening(Instant at, Round round, Duration resumed) {}
}
