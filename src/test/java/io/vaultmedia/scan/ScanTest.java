package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.media.MediaPage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScanTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final Scan scan = scan(ScanPlan.next(null), 1000);

    @Test
    void goesFromCursorToCursorUntilThereIsNone() throws Exception {
        assertThat(scan.cursor()).isNull();
        assertThat(scan.isUnfinished()).isTrue();

        take(page("a"));
        assertThat(scan.cursor()).isEqualTo("a");
        assertThat(scan.isUnfinished()).isTrue();

        take(page(null));
        assertThat(scan.cursor()).isNull();
        assertThat(scan.isUnfinished()).isFalse();
        assertThat(scan.pageNumber()).isEqualTo(2);
    }

    /** What the thread ahead has fetched already says nothing of what was taken. */
    @Test
    void isUnfinishedUntilItsLastPageIsTaken() throws Exception {
        take(page("a"));
        scan.follow(page(null));
        scan.arrived(page(null));

        assertThat(scan.isUnfinished()).isTrue();
        scan.takePage();
        assertThat(scan.isUnfinished()).isFalse();
    }

    @Test
    void refusesACursorThatComesAgain() {
        assertThat(scan.follow(page("a"))).isTrue();
        assertThat(scan.follow(page("b"))).isTrue();
        assertThat(scan.follow(page("a"))).isFalse();
    }

    @Test
    void refusesAnEmptyCursorThatComesAgain() {
        assertThat(scan.follow(page(""))).isTrue();
        assertThat(scan.follow(page(""))).isFalse();
    }

    @Test
    void refusesMorePagesThanItsBound() {
        Scan bounded = scan(ScanPlan.next(null), 3);

        assertThat(bounded.follow(page("1"))).isTrue();
        assertThat(bounded.follow(page("2"))).isTrue();
        assertThat(bounded.follow(page("3"))).isFalse();
    }

    @Test
    void mayEndAtItsBound() {
        Scan bounded = scan(ScanPlan.next(null), 2);

        assertThat(bounded.follow(page("1"))).isTrue();
        assertThat(bounded.follow(page(null))).isTrue();
    }

    @Test
    void concludesFromTheTimeAtItsStart() {
        scan.follow(page("1"));
        scan.follow(new MediaPage(List.of(), null, NOW.plusSeconds(3600)));

        assertThat(scan.conclusion()).isEqualTo(NOW.minusSeconds(600));
    }

    @Test
    void concludesNothingWithoutTheApisTime() {
        scan.follow(new MediaPage(List.of(), "1", null));
        scan.follow(page(null));

        assertThat(scan.conclusion()).isNull();
    }

    @Test
    void handsPagesFromOneThreadToAnother() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<MediaPage> taken = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return scan.takePage();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    other);
            assertThat(taken).isNotDone();
            MediaPage page = page(null);

            scan.arrived(page);

            assertThat(taken.get(10, TimeUnit.SECONDS)).isSameAs(page);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void throwsWhatMadeAFetchFail() {
        IOException fault = new IOException();

        scan.failed(fault);

        assertThatThrownBy(scan::takePage).isSameAs(fault);
        assertThat(scan.pageNumber()).isZero();
    }

    @Test
    void holdsOnePageAheadAtMost() {
        scan.arrived(page("1"));

        assertThatThrownBy(() -> scan.arrived(page("2"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsWhatWasCommitted() {
        scan.countPublished(2);
        scan.countPublished(0);
        scan.countPublished(3);

        assertThat(scan.published()).isEqualTo(5);
    }

    @Test
    void tellsItsPlaceWithoutTheConnectionsId() throws Exception {
        assertThat(scan).hasToString("backfill scan of ***lice, page 1");
        take(page("a"));
        take(page("b"));
        assertThat(scan).hasToString("backfill scan of ***lice, page 2");
    }

    private void take(MediaPage page) throws Exception {
        assertThat(scan.follow(page)).isTrue();
        scan.arrived(page);
        assertThat(scan.takePage()).isSameAs(page);
    }

    private static Scan scan(ScanPlan plan, int maxPages) {
        return new Scan(new Connection(null, "conn_for_alice"), plan, Duration.ofMinutes(10), maxPages);
    }

    private static MediaPage page(String nextCursor) {
        return new MediaPage(List.of(), nextCursor, NOW);
    }
}
