package io.vaultmedia.scan;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** One scan of one connection while it runs: in one turn, or in several with pauses between them. */
public final class Scan {

    private final ConnectionSettings settings;
    private final ScanPlan plan;
    private final ScanSettings rules;
    private final Instant since;
    private final BooleanSupplier turn;
    private final Paging paging;
    private final PagesAhead ahead = new PagesAhead(this::goesOnAfter);
    private final ScanTally tally;

    private volatile MediaPage page;
    private ScanState outcome;

    /**
     * A scan at its beginning, or where one like it left off.
     *
     * @param before how far the connection is
     * @param expected how many variants it will probably list; 0 for unknown
     * @param turn asked once for each further page, by the thread that fetches: false where the scan has to pause
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
        this.paging = new Paging(plan.isSinglePage() ? Integer.MAX_VALUE : rules.maxPages(), place);
        this.tally = new ScanTally(expected, place);
    }

    public Connection getConnection() {
        return settings.connection();
    }

    public ScanPlan plan() {
        return plan;
    }

    /** Which of the connection's variants to publish. */
    public MediaFilter filter() {
        return settings.filter();
    }

    /** True for a variant that the filter lets through, and that was not stored before scans were to start. */
    public boolean admits(MediaItem item, MediaVariant variant) {
        return plan.reaches(variant.storedAt(), rules.startFrom(), since, paging.apiTimeAtStart())
                && filter().matches(item, variant);
    }

    public Paging paging() {
        return paging;
    }

    /** What is fetched already. */
    public PagesAhead ahead() {
        return ahead;
    }

    private boolean goesOnAfter(MediaPage fetched) {
        return !isLast(fetched) && !provesNothing() && turn.getAsBoolean();
    }

    private boolean isLast(MediaPage of) {
        return plan.isSinglePage() || !of.hasNext();
    }

    /** Waits for the next page. Throws what made the fetch fail. */
    public MediaPage takePage() throws Exception {
        page = ahead.take();
        tally.countPage();
        return page;
    }

    /** True while there is a page to take in this turn. */
    public boolean isGoingOn() {
        return !ahead.isLastTaken();
    }

    /** True once its last page was taken: decided by the raw page alone, never by what was left of it. */
    public boolean isComplete() {
        return page != null && isLast(page);
    }

    /** What is known of the connection once the page last taken is committed. */
    public ScanState stateAfterPage(ScanState before) {
        if (isComplete()) {
            outcome = plan.conclude(before, paging.apiTimeAtStart(), rules.overlap());
            return outcome;
        }
        return plan.isWorthResuming(page.nextCursor(), paging.apiTimeAtStart())
                ? before.with(tally.place(plan.kind(), paging.apiTimeAtStart(), page.nextCursor(), question()))
                : before;
    }

    /** True where that is a place on the way of this scan. */
    public boolean leftOff(ScanProgress place) {
        return plan.leavesOff(place, question());
    }

    /** The storedAt up to which its end proved the connection complete; null before that, and where it proved nothing. */
    public Instant verifiedUpTo() {
        return outcome == null ? null : outcome.watermark();
    }

    /** True for a backfill whose end leaves the connection without a watermark: its first page told no time. */
    public boolean provesNothing() {
        return plan.kind().isBackfill() && paging.beganWithoutTime();
    }

    public ScanTally tally() {
        return tally;
    }

    /** About how much of it is done, 0 to 1; empty where nobody can tell. */
    public OptionalDouble share() {
        return isComplete() ? OptionalDouble.of(1) : tally.share(plan.from(), paging.apiTimeAtStart());
    }

    /** What it asks the API for, apart from the page. */
    private String question() {
        return filter() + " limit=" + rules.pageLimit() + (plan.from() == null ? "" : " from=" + plan.from());
    }

    /** Fit for logs: which scan of which connection, and where it is. */
    @Override
    public String toString() {
        return plan.kind().label() + " scan of " + getConnection() + ", page " + Math.max(1, tally.pages());
    }
}
