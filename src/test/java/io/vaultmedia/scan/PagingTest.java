package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Paging.Course;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PagingTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final Paging paging = new Paging(1000, null);

    @Test
    void refusesACursorThatComesAgain() {
        assertThat(paging.follow(page("a"))).isEqualTo(Course.FORWARD);
        assertThat(paging.follow(page("b"))).isEqualTo(Course.FORWARD);
        assertThat(paging.follow(page("a"))).isEqualTo(Course.REPEATED_CURSOR);
    }

    @Test
    void refusesAnEmptyCursorThatComesAgain() {
        assertThat(paging.follow(page(""))).isEqualTo(Course.FORWARD);
        assertThat(paging.follow(page(""))).isEqualTo(Course.REPEATED_CURSOR);
    }

    @Test
    void refusesMorePagesThanItsBound() {
        Paging bounded = new Paging(3, null);

        assertThat(bounded.follow(page("1"))).isEqualTo(Course.FORWARD);
        assertThat(bounded.follow(page("2"))).isEqualTo(Course.FORWARD);
        assertThat(bounded.follow(page("3"))).isEqualTo(Course.TOO_LONG);
    }

    @Test
    void mayEndAtItsBound() {
        Paging bounded = new Paging(2, null);

        assertThat(bounded.follow(page("1"))).isEqualTo(Course.FORWARD);
        assertThat(bounded.follow(page(null))).isEqualTo(Course.FORWARD);
    }

    @Test
    void goesByTheTimeOfItsFirstPage() {
        paging.follow(page("1"));
        paging.follow(new MediaPage(List.of(), null, NOW.plusSeconds(3600)));

        assertThat(paging.apiTimeAtStart()).isEqualTo(NOW);
    }

    @Test
    void goesOnFromAnEarlierPlace() {
        Paging resumed = new Paging(5, new ScanProgress(ScanKind.BACKFILL, NOW.minusSeconds(9), "c", 3, 30, ""));

        assertThat(resumed.cursor()).isEqualTo("c");
        assertThat(resumed.follow(page("d"))).isEqualTo(Course.FORWARD);
        assertThat(resumed.apiTimeAtStart()).isEqualTo(NOW.minusSeconds(9));
        assertThat(resumed.follow(page("e"))).isEqualTo(Course.TOO_LONG);
    }

    @Test
    void handsPagesFromOneThreadToAnother() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<MediaPage> taken = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return paging.take();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    other);
            assertThat(taken).isNotDone();
            MediaPage page = page(null);

            paging.arrived(page);

            assertThat(taken.get(30, TimeUnit.SECONDS)).isSameAs(page);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void throwsWhatMadeAFetchFail() {
        IOException fault = new IOException();

        paging.failed(fault);

        assertThatThrownBy(paging::take).isSameAs(fault);
    }

    @Test
    void holdsOnePageAheadAtMost() {
        paging.arrived(page("1"));

        assertThatThrownBy(() -> paging.arrived(page("2"))).isInstanceOf(IllegalStateException.class);
    }

    private static MediaPage page(String nextCursor) {
        return new MediaPage(List.of(), nextCursor, NOW);
    }
}
