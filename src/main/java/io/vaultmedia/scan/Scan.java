package io.vaultmedia.scan;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One scan of one connection while it runs: in one turn, or in several with pauses between them. */
public final class Scan {

    /** Begins where the scans of another replica, or of an earlier start, hardly are. */
    private static final AtomicInteger NEXT_ID = new AtomicInteger((int) (System.nanoTime() >>> 10));

    private final ConnectionSettings settings;
    private final ScanPlan plan;
    private final ScanSettings rules;
    private final Instant since;
    private final BooleanSupplier turn;
    private final Paging paging;
    private final PagesAhead ahead = new PagesAhead(this::goesOnAfter, System::nanoTime);
    private final ScanTally tally;
    private final String id = HexFormat.of().toHexDigits(NEXT_ID.getAndIncrement());

    private volatile Taken taken;
    private ScanState outcome;

    /** What the scan keeps of the page that was taken last. The page itself is as large as it likes, and a scan may pause. */
    private record Taken(boolean isLast, String nextCursor, Runnable discard) {}

    /**
     * A scan at its first page, or at the place of an earlier scan that asked for the same.
     *
     * @param before how far the connection's scans have come
     * @param expected how many variants it will probably list; 0 if unknown
     * @param turn asked once for each further page, by the thread that fetches: false if the scan is to pause
     */
    public Scan(
            ConnectionSettings settings,
            ScanPlan plan,
            ScanState before,
            ScanSettings rules,
            long expected,
            BooleanSupplier turn) {
        this.settings = settings;
        this.plan = plan;
        this.rules = rules;
        this.since = before.since();
        this.turn = turn;
        ScanProgress place = leftOff(before.progress()) ? before.progress() : null;
        this.paging = new Paging(plan.isSinglePage() ? Integer.MAX_VALUE : rules.maxPages(), place, System::nanoTime);
        this.tally = new ScanTally(expected, place, System::nanoTime);
    }

    /** Returns what tells this scan from others in the log: eight hexadecimal digits. */
    public String id() {
        return id;
    }

    public Connection getConnection() {
        return settings.connection();
    }

    public ScanPlan plan() {
        return plan;
    }

    /** Returns which of the connection's variants to publish. */
    public MediaFilter filter() {
        return settings.filter();
    }

    /** Returns true if a variant was not stored before {@code vault.start-from}. */
    public boolean reaches(long storedAt) {
        return plan.reaches(storedAt, rules.startFrom(), since, paging.apiTimeAtStart());
    }

    public Paging paging() {
        return paging;
    }

    /** Returns the pages that are fetched, but not taken. */
    public PagesAhead ahead() {
        return ahead;
    }

    private boolean goesOnAfter(MediaPage fetched) {
        return !isLast(fetched) && !provesNothing() && turn.getAsBoolean();
    }

    private boolean isLast(MediaPage of) {
        return plan.isSinglePage() || !of.hasNext();
    }

    /** Waits for the next page, and returns it. Throws the reason if its fetch failed. */
    public MediaPage takePage() throws Exception {
        MediaPage page = ahead.take();
        taken = new Taken(isLast(page), page.nextCursor(), page.discard());
        tally.countPage();
        return page;
    }

    /** Discards the page that was taken last: the scan has failed, and nothing of it is in flight. */
    public void discardPage() {
        if (taken != null) {
            taken.discard().run();
        }
    }

    /** True while the turn has another page to take. */
    public boolean isGoingOn() {
        return !ahead.isLastTaken();
    }

    /** True once the last page was taken. The raw page alone decides, not what the filter left of it. */
    public boolean isComplete() {
        return taken != null && taken.isLast();
    }

    /** Returns what is known of the connection once the page that was last taken is committed. */
    public ScanState stateAfterPage(ScanState before) {
        if (isComplete()) {
            outcome = plan.conclude(before, paging.apiTimeAtStart(), rules.overlap());
            return outcome;
        }
        return plan.isWorthResuming(taken.nextCursor(), paging.apiTimeAtStart())
                ? before.with(tally.place(plan.kind(), paging.apiTimeAtStart(), taken.nextCursor(), question()))
                : before;
    }

    /** True if this scan can continue at that place. */
    public boolean leftOff(ScanProgress place) {
        return plan.leavesOff(place, question());
    }

    /** Returns the storedAt up to which the scan proved the connection complete; null before its end, or if it proved nothing. */
    public Instant verifiedUpTo() {
        return outcome == null ? null : outcome.watermark();
    }

    /** True for a backfill that ends without a watermark, because its first page had no usable time. */
    public boolean provesNothing() {
        return plan.kind().isBackfill() && paging.beganWithoutTime();
    }

    public ScanTally tally() {
        return tally;
    }

    /** Returns about how much of the scan is done, 0 to 1; empty if that is unknown. */
    public OptionalDouble share() {
        return isComplete() ? OptionalDouble.of(1) : tally.share(plan.from(), paging.apiTimeAtStart());
    }

    /** Returns what the scan asks the API for, apart from the page. */
    private String question() {
        return filter() + " limit=" + rules.pageLimit() + (plan.from() == null ? "" : " from=" + plan.from())
                + (plan.rescan() == null ? "" : " rescan=" + plan.rescanNumber());
    }

    /** Returns, fit for logs, which scan of which connection it is, and its page. */
    @Override
    public String toString() {
        return plan.kind().label() + " scan of " + getConnection() + ", page " + Math.max(1, tally.pages());
    }
}
