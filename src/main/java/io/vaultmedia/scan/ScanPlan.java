package io.vaultmedia.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one scan asks for, and what its end proves: pure functions of what the ledger knows, the API's time, and the settings.
 *
 * @param kind what the scan is for
 * @param from only what was stored at or after this instant (inclusive: ties are the ledger's), or null for everything
 * @param to only what was stored at or before this instant, or null; set for a recheck alone
 * @param rescan what a signal ordered, or null if none did
 */
public record ScanPlan(ScanKind kind, Instant from, Instant to, Rescan rescan) {

    /** By how much the clocks of the API's own machines may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** The ledger keeps no longer cursor. */
    private static final int LONGEST_CURSOR = 8 * 1024;

    /** A scan that no signal ordered. */
    public ScanPlan(ScanKind kind, Instant from, Instant to) {
        this(kind, from, to, null);
    }

    /**
     * Returns the scan that a connection needs next. If it starts from now, the first scan reads one page, to learn the API's
     * present time.
     */
    public static ScanPlan next(ScanState state, StartFrom startFrom) {
        if (state.watermark() != null) {
            return new ScanPlan(ScanKind.INCREMENTAL, state.watermark(), null);
        }
        if (!startFrom.now()) {
            return new ScanPlan(ScanKind.BACKFILL, startFrom.instant(), null);
        }
        boolean isFirst = state.since() == null && state.sweptAt() == null;
        return new ScanPlan(isFirst ? ScanKind.FIRST_LOOK : ScanKind.BACKFILL, state.since(), null);
    }

    /**
     * Returns the sweep that is due: one that was begun, or a new one an interval after the last scan over everything. None is
     * due before the first backfill has ended.
     *
     * @param apiNow the API's time in its last answer, or null if it had none
     */
    public static Optional<ScanPlan> sweep(ScanState state, Duration interval, Instant apiNow) {
        boolean begun = state.progress() != null && state.progress().kind() == ScanKind.SWEEP;
        boolean due = apiNow != null
                && (state.sweptAt() == null
                        || !apiNow.isBefore(state.sweptAt().plus(interval))
                        || isAhead(state.sweptAt(), apiNow));
        return state.watermark() != null && (begun || due)
                ? Optional.of(new ScanPlan(ScanKind.SWEEP, null, null))
                : Optional.empty();
    }

    /** Returns the scan that a signal ordered. */
    public static ScanPlan of(Rescan rescan) {
        return new ScanPlan(rescan.isSweep() ? ScanKind.SWEEP : ScanKind.REWIND, rescan.from(), null, rescan);
    }

    /** Returns the scan of one page that lists what was stored between these two instants, both inclusive. */
    public static ScanPlan recheck(Instant from, Instant to) {
        return new ScanPlan(ScanKind.RECHECK, from, to);
    }

    /** True if this storing of a variant is published even if it is known, once for each such scan. */
    public boolean republishes(long storedAt) {
        return rescan != null && rescan.republishes(storedAt);
    }

    /** Returns the number of the rescan that this is; 0 if no signal ordered it. */
    public long rescanNumber() {
        return rescan == null ? 0 : rescan.number();
    }

    /** True if the scan ends with its first page, even if the API names more. */
    boolean isSinglePage() {
        return kind.isSinglePage();
    }

    /**
     * True for what was not stored before scans start. If they start from now, but the connection was polled before that was
     * set, nothing is too early.
     */
    boolean reaches(long storedAt, StartFrom startFrom, Instant since, Instant apiTimeAtStart) {
        if (kind == ScanKind.FIRST_LOOK) {
            return apiTimeAtStart != null && storedAt >= apiTimeAtStart.toEpochMilli();
        }
        Instant start = startFrom.now() ? since : startFrom.instant();
        return start == null || storedAt >= start.toEpochMilli();
    }

    /** True if this scan can continue at that place: an earlier scan of this kind asked for the same. */
    boolean leavesOff(ScanProgress place, String question) {
        boolean isLikeThis = place != null && place.kind() == kind;
        return isLikeThis && place.filter().equals(question);
    }

    /**
     * True for a place of a long scan at which a restart may continue. An incremental scan is short: it starts again from the
     * watermark.
     *
     * @param apiTimeAtStart without it, the end of the scan would prove nothing
     */
    boolean isWorthResuming(String cursor, Instant apiTimeAtStart) {
        return kind != ScanKind.INCREMENTAL && apiTimeAtStart != null && cursor.length() <= LONGEST_CURSOR;
    }

    /** True for a second look at what a sweep did not see. */
    public boolean isRecheck() {
        return kind == ScanKind.RECHECK;
    }

    /**
     * Returns what is known after this scan was read to its end.
     *
     * @param apiTimeAtStart the API's time in the first answer, or null if it had none: then nothing is concluded
     * @param overlap how late a row may appear
     */
    public ScanState conclude(ScanState before, Instant apiTimeAtStart, Duration overlap) {
        return switch (kind) {
            case INCREMENTAL ->
                new ScanState(
                        watermark(apiTimeAtStart, overlap),
                        notAhead(before.since(), apiTimeAtStart),
                        before.sweptAt(),
                        before.progress(),
                        before.rescanned());
            case FIRST_LOOK, BACKFILL ->
                new ScanState(
                        watermark(apiTimeAtStart, overlap),
                        kind == ScanKind.FIRST_LOOK ? apiTimeAtStart : notAhead(before.since(), apiTimeAtStart),
                        apiTimeAtStart,
                        null,
                        before.rescanned());
            case SWEEP ->
                new ScanState(before.watermark(), before.since(), apiTimeAtStart, null, before.rescanned())
                        .after(rescan);
            case REWIND -> before.after(rescan);
            case RECHECK -> before;
        };
    }

    /**
     * Returns the new watermark. What the API listed when the scan began was stored before the API's time then. What appears
     * later with an earlier storedAt does so within the overlap. The watermark is never past the API's own time, and moves back
     * if the API's clock is set back. A known watermark that is ahead of that time comes from a clock that was wrong: it proves
     * nothing, and neither does this scan. Returns null if nothing is known to be complete: the next scan is a backfill, which
     * the ledger makes harmless.
     */
    private Instant watermark(Instant apiTimeAtStart, Duration overlap) {
        Instant known = kind == ScanKind.INCREMENTAL ? from : null;
        if (apiTimeAtStart == null) {
            return known;
        }
        if (known != null && isAhead(known, apiTimeAtStart)) {
            return null;
        }
        return apiTimeAtStart.minus(overlap);
    }

    private static Instant notAhead(Instant time, Instant apiTime) {
        return time != null && apiTime != null && isAhead(time, apiTime) ? apiTime : time;
    }

    private static boolean isAhead(Instant time, Instant apiTime) {
        return time.isAfter(apiTime.plus(CLOCK_SKEW));
    }
}
