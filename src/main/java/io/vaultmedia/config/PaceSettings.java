package io.vaultmedia.config;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.schedule.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how often and how fast the API is asked. */
final class PaceSettings {

    static final String INTERVAL = "vault.poll.interval";

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final int MOST = 1_000_000;

    /** The routes' queues have room for more. */
    private static final int MOST_WORKERS = 500;

    private static final String RATE = "vault.rate.per-minute";
    private static final String BURST = "vault.rate.burst";

    private PaceSettings() {}

    static Pace read(SettingsReader in) {
        in.duration("vault.poll.tick", Duration.ofMillis(1)); // The routes read these two.
        in.number("vault.queue.poll-timeout", 1, 60_000);
        OptionalInt rate = in.optionalNumber(RATE, 1, MOST);
        return new Pace(
                in.number("vault.poll.workers", 1, MOST_WORKERS),
                in.durationOrOff("vault.poll.max-interval", shortestStretch(interval(in))),
                in.number("vault.scan.slice-pages", 1, MOST),
                sweepPages(in.number("vault.sweep.pages-per-minute", 1, 60_000), rate),
                rate,
                burst(in, rate),
                in.duration("vault.backoff.max", Duration.ofSeconds(1)));
    }

    static Optional<Duration> sweepInterval(SettingsReader in) {
        return in.durationOrOff("vault.sweep.interval", SHORTEST);
    }

    /** Returns the interval of scans; {@code off} leaves them to an own trigger and to signals. */
    static Duration interval(SettingsReader in) {
        return in.durationOrOff(INTERVAL, SHORTEST).orElse(ConnectionSettings.ON_DEMAND);
    }

    private static Duration shortestStretch(Duration interval) {
        return interval.equals(ConnectionSettings.ON_DEMAND) ? SHORTEST : interval;
    }

    /** Returns at most a quarter of the request budget: new variants come first. */
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
