package io.vaultmedia.scan;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Scans for tests: an overlap of ten minutes, a thousand pages at most, no sweeps, turns without an end. */
public final class SampleScans {

    public static final ScanSettings RULES =
            new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.BEGINNING, 100, 1000);

    private SampleScans() {}

    public static ConnectionSettings settings(Connection connection) {
        return new ConnectionSettings(connection, Duration.ofSeconds(60), MediaFilter.ALL, false);
    }

    public static ScanState upTo(Instant watermark) {
        return new ScanState(watermark, null, watermark, null);
    }

    public static Scan backfill(Connection connection) {
        return next(connection, ScanState.NONE, RULES);
    }

    public static Scan incremental(Connection connection, Instant from) {
        return next(connection, upTo(from), RULES);
    }

    public static Scan next(Connection connection, ScanState state, ScanSettings rules) {
        return of(connection, ScanPlan.next(state, rules.startFrom()), state, rules);
    }

    public static Scan of(Connection connection, ScanPlan plan, ScanState state, ScanSettings rules) {
        return new Scan(settings(connection), plan, state, rules, 0, () -> true);
    }

    /** What fetching a page, and taking it, does to a scan. */
    public static MediaPage take(Scan scan, MediaPage page) throws Exception {
        scan.paging().follow(page);
        scan.ahead().arrived(page);
        return scan.takePage();
    }

    /** The same, and what committing it does to what is known. */
    public static ScanState commit(Scan scan, ScanState before, MediaPage page) throws Exception {
        take(scan, page);
        return scan.stateAfterPage(before);
    }
}
