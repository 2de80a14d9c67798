package io.vaultmedia;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast the API is asked.
 *
 * @param maxInterval how far an idle connection's interval may stretch; empty for not at all
 * @param sweepInterval between two sweeps of a connection; empty for no sweeps
 * @param sweepPagesPerMinute of one connection, already held to a quarter of its request budget
 * @param ratePerMinute requests of one connection; empty for as many as it takes
 * @param rateBurst how many of them may go at once; of no meaning without a rate
 * @param backoffMax longest wait after failures
 * @param slicePages after so many pages of one scan, others that wait get its worker
 */
record PaceSettings(
        Duration pollInterval,
        Optional<Duration> maxInterval,
        Optional<Duration> sweepInterval,
        int sweepPagesPerMinute,
        OptionalInt ratePerMinute,
        int rateBurst,
        Duration backoffMax,
        int slicePages) {

    static final String INTERVAL = "vault.poll.interval";

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final int MOST = 1_000_000;
    private static final String RATE = "vault.rate.per-minute";
    private static final String BURST = "vault.rate.burst";

    static PaceSettings read(SettingsReader in) {
        Duration interval = interval(in);
        OptionalInt rate = in.optionalNumber(RATE, 1, MOST);
        return new PaceSettings(
                interval,
                in.durationOrOff("vault.poll.max-interval", interval),
                in.durationOrOff("vault.sweep.interval", SHORTEST),
                sweepPages(in.number("vault.sweep.pages-per-minute", 1, 60_000), rate),
                rate,
                burst(in, rate),
                in.duration("vault.backoff.max", Duration.ofSeconds(1)),
                in.number("vault.scan.slice-pages", 1, MOST));
    }

    static Duration interval(SettingsReader in) {
        return in.duration(INTERVAL, SHORTEST);
    }

    /** A sweep leaves the better part of the budget to what is new. */
    private static int sweepPages(int pages, OptionalInt rate) {
        return rate.isPresent() ? Math.min(pages, Math.max(1, rate.getAsInt() / 4)) : pages;
    }

    private static int burst(SettingsReader in, OptionalInt rate) {
        OptionalInt burst = in.optionalNumber(BURST, 1, MOST);
        if (burst.isPresent() && rate.isEmpty()) {
            throw in.wrong(BURST, Integer.toString(burst.getAsInt()), "needs " + RATE + ", which is not set");
        }
        return burst.orElse(rate.orElse(0));
    }
}
