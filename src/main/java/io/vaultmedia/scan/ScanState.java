package io.vaultmedia.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a connection's scans have come. The ledger keeps it beside the variants. All times are the API's own.
 *
 * @param watermark the storedAt up to which it is known complete, or null if it was never read to its end
 * @param since what was stored earlier is not published; null unless {@code vault.start-from} is {@code now}
 * @param sweptAt when the last completed scan over everything began, or null
 * @param progress the place of a long scan that has not ended, or null
 * @param rescanned the number of the last {@link Rescan} that is done; 0 if none is
 */
public record ScanState(Instant watermark, Instant since, Instant sweptAt, ScanProgress progress, long rescanned) {

    /** Nothing is known of the connection. */
    public static final ScanState NONE = new ScanState(null, null, null, null);

    /** A restart may read this many pages again. */
    private static final int PAGES_UNWRITTEN = 20;

    /** A state before the first rescan. */
    public ScanState(Instant watermark, Instant since, Instant sweptAt, ScanProgress progress) {
        this(watermark, since, sweptAt, progress, 0);
    }

    /** Returns the same state with a long scan at this place, or with none if it is null. */
    public ScanState with(ScanProgress place) {
        return new ScanState(watermark, since, sweptAt, place, rescanned);
    }

    /** Returns the same state without a long scan, after this rescan; null for none. */
    ScanState after(Rescan done) {
        return new ScanState(watermark, since, sweptAt, null, done == null ? rescanned : done.number());
    }

    /**
     * True if a restart would lose too much if only {@code written} were known. An idle connection moves its watermark at each
     * poll, and a sweep its progress at each page; neither is worth a transaction each time.
     *
     * @param tolerance how much may be read again
     */
    public boolean isWorthWriting(ScanState written, Duration tolerance) {
        boolean moved = watermark == null
                ? written.watermark != null
                : written.watermark == null || !watermark.isBefore(written.watermark.plus(tolerance));
        return moved
                || rescanned != written.rescanned
                || !Objects.equals(since, written.since)
                || !Objects.equals(sweptAt, written.sweptAt)
                || hasGoneFar(progress, written.progress);
    }

    private static boolean hasGoneFar(ScanProgress now, ScanProgress written) {
        if (now == null || written == null || now.kind() != written.kind()) {
            return now == null ? written != null : now.pages() >= PAGES_UNWRITTEN;
        }
        return Math.abs(now.pages() - written.pages()) >= PAGES_UNWRITTEN;
    }
}
