package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which failures many connections share. Such a failure is worth one line when it begins, one when it has spread or a minute
 * has passed, and one when it is over; the failure of a single connection is worth a line of its own. Thread safe.
 */
final class Outages {

    /** From this number of connections on, what fails alike is an outage. */
    private static final int MANY = 5;

    /** At this number of connections, an outage is over, and those that still fail are named again. */
    private static final int FEW = 2;

    /** Between two lines, if the outage spreads. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Between two lines, if it only lasts. */
    private static final Duration LATER = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<Failing, Outage> byFailing = new HashMap<>();
    private final Map<String, Outage> byOutcome = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    /** A line to log. */
    record Line(boolean isOver, String text) {}

    private record Failing(Connection connection, Lane.Kind lane) {}

    private static final class Outage {
        private final String outcome;
        private final long since;
        private String reason;
        private int failing;
        private int most;
        private boolean shared;
        private int said;
        private long saidAt;

        private Outage(String outcome, long since) {
            this.outcome = outcome;
            this.since = since;
        }
    }

    /** @param nanoTime a monotonic clock in nanoseconds */
    Outages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes a failure; true if it is to be logged by itself, false if the connection shares it with many. */
    synchronized boolean failed(Connection connection, Lane.Kind lane, String outcome, String reason) {
        long now = nanoTime.getAsLong();
        Failing failing = new Failing(connection, lane);
        Outage before = byFailing.get(failing);
        if (before == null || !before.outcome.equals(outcome)) {
            succeeded(connection, lane);
            Outage joined = byOutcome.computeIfAbsent(outcome, one -> new Outage(one, now));
            byFailing.put(failing, joined);
            joined.failing++;
            joined.most = Math.max(joined.most, joined.failing);
        }
        Outage outage = byFailing.get(failing);
        outage.reason = reason;
        if (!outage.shared && outage.failing >= MANY) {
            outage.shared = true;
            say(outage, now);
        }
        return !outage.shared;
    }

    /** Notes that the connection does not fail any more in this lane. */
    synchronized void succeeded(Connection connection, Lane.Kind lane) {
        Outage outage = byFailing.remove(new Failing(connection, lane));
        if (outage != null) {
            outage.failing--;
            if (outage.shared && outage.failing <= FEW) {
                end(outage);
            }
            if (outage.failing == 0) {
                byOutcome.remove(outage.outcome);
            }
        }
    }

    /** Notes that the connection is not polled here any more. */
    synchronized void left(Connection connection) {
        for (Lane.Kind lane : Lane.Kind.values()) {
            succeeded(connection, lane);
        }
    }

    /** Returns the lines that are to be logged now, each of them once. */
    synchronized List<Line> lines() {
        long now = nanoTime.getAsLong();
        for (Outage outage : byOutcome.values()) {
            long quiet = now - outage.saidAt;
            boolean hasSpread = outage.failing >= 2 * outage.said && quiet >= SOON.toNanos();
            if (outage.shared && (hasSpread || quiet >= LATER.toNanos())) {
                say(outage, now);
            }
        }
        List<Line> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private void say(Outage outage, long now) {
        outage.said = outage.failing;
        outage.saidAt = now;
        lines.add(new Line(
                false,
                outage.failing + " connections fail with " + outage.outcome + ", the first of them "
                        + age(outage, now)
                        + " s ago; each is tried again by itself; at DEBUG each has a line. The latest: "
                        + outage.reason));
    }

    private void end(Outage outage) {
        outage.shared = false;
        lines.add(new Line(
                true,
                "The outage " + outage.outcome + " is over after " + age(outage, nanoTime.getAsLong())
                        + " s: up to " + outage.most + " connections failed at one time, " + outage.failing
                        + " still do"));
        outage.most = outage.failing;
    }

    private static long age(Outage outage, long now) {
        return Duration.ofNanos(now - outage.since).toSeconds();
    }
}
