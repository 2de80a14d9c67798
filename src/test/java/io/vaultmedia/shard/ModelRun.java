package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.shard.ModelHistory.Kind;
import io.vaultmedia.shard.ModelHistory.Setup;
import io.vaultmedia.shard.ModelHistory.Step;
import io.vaultmedia.shard.ModelHistory.When;
import io.vaultmedia.shard.ModelScans.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Lets a history happen. Whatever is published twice, or was never stored, fails it at once. Not thread safe. */
final class ModelRun {

    private static final Instant BEGIN = Instant.parse("2026-06-07T12:00:00.250Z");

    /** Longer than any clock ever went back here, and a sweep's interval more. */
    private static final Duration LONG_AFTER = Duration.ofDays(200);

    private static final Duration A_DAY_LATER = Duration.ofHours(25);

    /** The scan in hand, a backfill, if that one finds the API's clock to be wrong, and one for what is new. */
    private static final int AND_A_BACKFILL = 3;

    private static final int TO_BELIEVE_THAT_MOST_IS_GONE = 2;

    private static final int ENDLESS = 10_000;

    private final ModelHistory history;
    private final ModelApi api;
    private final ModelVault vault;
    private final ModelScans scans;

    ModelRun(ModelHistory history) {
        Setup setup = history.setup();
        this.history = history;
        this.api = new ModelApi(BEGIN, setup.cachedAt(), setup.filtersAfterPaging());
        this.vault = new ModelVault(api, setup.clockGoesBack());
        this.scans = new ModelScans(api, setup.limit());
        for (int i = 0; i < setup.items(); i++) {
            vault.apply(new Step(Kind.ADD_STORED, i, When.NOW));
        }
    }

    /** How often a sweep has made the ledger forget a variant. */
    long forgotten() {
        return scans.forgotten();
    }

    /** Each page is a step of its own: anything may happen between two. */
    void play() throws Exception {
        for (Step step : history.steps()) {
            if (!vault.apply(step)) {
                scan(step);
            }
        }
    }

    private void scan(Step step) throws Exception {
        switch (step.kind()) {
            case PAGE -> scans.page(false, true, Fate.CONFIRMED);
            case PAGE_AND_NEXT_ONE_AHEAD -> scans.page(true, true, Fate.CONFIRMED);
            case PAGE_WITHOUT_API_TIME -> scans.page(false, false, Fate.CONFIRMED);
            case SWEEP_PAGE -> scans.sweepPage();
            case SCAN -> scanToTheEnd(1);
            case SCAN_A_DAY_LATER -> {
                api.advance(A_DAY_LATER.toMillis());
                scanToTheEnd(1);
            }
            case FETCH_FAILS -> scans.fail(false);
            case CURSOR_REFUSED -> scans.fail(true);
            case PUBLISH_FAILS -> scans.page(false, true, Fate.REFUSED);
            case COMMIT_IN_DOUBT -> scans.page(false, true, Fate.COMMITTED_IN_DOUBT);
            case RESTART -> scans.restart();
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    /** After each scan, all that is at rest and was not too late must be published. */
    void playCalmly() throws Exception {
        for (Step step : history.steps()) {
            switch (step.kind()) {
                case SCAN -> {
                    scanToTheEnd(1);
                    Set<String> due = api.atRest();
                    due.retainAll(vault.punctual());
                    assertThat(scans.published()).containsAll(due);
                }
                case RESTART -> scans.restart();
                default -> vault.apply(step);
            }
        }
    }

    /**
     * A sweep from its first page to its last, with all that belongs to it, and the scan for news that lets it forget, while
     * nothing else happens. Then all that is
     * there is published, and the ledger has nothing else: except where a page cannot tell what is gone of those that were
     * stored in one millisecond.
     */
    void sweepInPeace() throws Exception {
        scanToTheEnd(AND_A_BACKFILL);
        sweepToTheEnd();
        for (int sweep = 1; sweep <= TO_BELIEVE_THAT_MOST_IS_GONE; sweep++) {
            api.advance(LONG_AFTER.toMillis());
            scanToTheEnd(AND_A_BACKFILL);
            int before = scans.sweeps();
            sweepToTheEnd();
            assertThat(scans.sweeps()).as("sweeps, long after the last").isEqualTo(before + 1);
            scanToTheEnd(1);
        }
        assertThat(scans.published()).containsAll(api.atRest());
        if (api.largestTie() <= history.setup().limit()) {
            assertThat(scans.known())
                    .as("variants in the ledger")
                    .isEqualTo(api.atRest().size());
        }
    }

    /** So many scans, beginning with the one in hand. */
    private void scanToTheEnd(int count) throws Exception {
        for (int ended = 0, pages = 0; ended < count; pages++) {
            ended += scans.page(true, true, Fate.CONFIRMED) ? 1 : 0;
            assertThat(pages).as("pages").isLessThan(ENDLESS);
        }
    }

    private void sweepToTheEnd() throws Exception {
        for (int pages = 0; scans.sweepPage(); pages++) {
            assertThat(pages).as("pages of sweeps").isLessThan(ENDLESS);
        }
    }
}
