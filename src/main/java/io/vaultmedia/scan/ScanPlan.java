package io.vaultmedia.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one scan asks for, and what its end proves. Made and concluded by pure functions of what the ledger knows, the
 * API's time, and the settings.
 *
 * @param kind what the scan is for
 * @param from only what was stored at or after this instant (inclusive: ties are the ledger's), or null for everything
 * @param to only what was stored at or before this instant, or null; set for a recheck alone
 */
public record ScanPlan(ScanKind kind, Instant from, Instant to) {

    /** By how much the clocks of the API's own machines may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** What the ledger keeps of the API's text has to have a bound. */
    private static final int LONGEST_CURSOR = 8 * 1024;

    /**
     * The scan that a connection needs next. To start from now takes one page of a backfill, only to learn what the API
     * takes for now.
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
     * The sweep that is due: one that was begun, or a new one an interval after the last scan over everything. Never
     * before the first backfill has come to its end.
     *
     * @param apiNow the API's time in its last answer, or null where it told none
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

    /** One page of a sweep that lists whatever was stored between these two instants, both inclusive. */
    public static ScanPlan recheck(Instant from, Instant to) {
        return new ScanPlan(ScanKind.RECHECK, from, to);
    }

    /** True if the scan ends with its first page, even if the API names more. */
    boolean isSinglePage() {
        return kind.isSinglePage();
    }

    /**
     * True for what was not stored before scans were to start. Where that is now, but polling had begun before it was set,
     * nothing is too early.
     */
    boolean reaches(long storedAt, StartFrom startFrom, Instant since, Instant apiTimeAtStart) {
        if (kind == ScanKind.FIRST_LOOK) {
            return apiTimeAtStart != null && storedAt >= apiTimeAtStart.toEpochMilli();
        }
        Instant start = startFrom.now() ? since : startFrom.instant();
        return start == null || storedAt >= start.toEpochMilli();
    }

    /** True where this scan can go on where that one stopped: the same question, at a place that the API named. */
    boolean leavesOff(ScanProgress place, String question) {
        boolean isLikeThis = place != null && place.kind() == kind;
        return isLikeThis && place.filter().equals(question);
    }

    /**
     * True for a place of a long scan that a restart may go on from. An incremental scan is short, and starts again from
     * the watermark.
     *
     * @param apiTimeAtStart without it, its end would prove nothing
     */
    boolean isWorthResuming(String cursor, Instant apiTimeAtStart) {
        return kind != ScanKind.INCREMENTAL && apiTimeAtStart != null && cursor.length() <= LONGEST_CURSOR;
    }

    /** True for a second look at what a sweep did not see. */
    public boolean isRecheck() {
        return kind == ScanKind.RECHECK;
    }

    /**
     * What is known after this scan was read to its end.
     *
     * @param apiTimeAtStart the API's time in the first answer, or null where it gave none: then nothing can be concluded
     * @param overlap how late a row may appear
     */
    public ScanState conclude(ScanState before, Instant apiTimeAtStart, Duration overlap) {
        return switch (kind) {
            case INCREMENTAL ->
                new ScanState(
                        watermark(apiTimeAtStart, overlap),
                        notAhead(before.since(), apiTimeAtStart),
                        before.sweptAt(),
                        before.progress());
            case FIRST_LOOK -> new ScanState(watermark(apiTimeAtStart, overlap), apiTimeAtStart, apiTimeAtStart, null);
            case BACKFILL ->
                new ScanState(
                        watermark(apiTimeAtStart, overlap),
                        notAhead(before.since(), apiTimeAtStart),
                        apiTimeAtStart,
                        null);
            case SWEEP -> new ScanState(before.watermark(), before.since(), apiTimeAtStart, null);
            case RECHECK -> before;
        };
    }

    /**
     * All that the API showed when the scan began was stored before its time then; what appears later than that but
     * carries an earlier storedAt does so within the overlap. Never past the API's own time; back with it, where its clock
     * was set back. A watermark that lies ahead of that time was concluded from a clock that was wrong: then it proves
     * nothing, and neither did this scan. Null where nothing is known to be complete: the next scan is a backfill, which
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
