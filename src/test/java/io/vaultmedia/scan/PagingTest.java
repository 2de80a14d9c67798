package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Paging.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // A monotonic clock may overflow.
    private final Paging paging = new Paging(1000, null, now::get);

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
        Paging bounded = new Paging(3, null, now::get);

        assertThat(bounded.follow(page("1"))).isEqualTo(Course.FORWARD);
        assertThat(bounded.follow(page("2"))).isEqualTo(Course.FORWARD);
        assertThat(bounded.follow(page("3"))).isEqualTo(Course.TOO_LONG);
    }

    @Test
    void mayEndAtItsBound() {
        Paging bounded = new Paging(2, null, now::get);

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
        Paging resumed =
                new Paging(5, new ScanProgress(ScanKind.BACKFILL, NOW.minusSeconds(9), "c", 3, 30, ""), now::get);

        assertThat(resumed.cursor()).isEqualTo("c");
        assertThat(resumed.follow(page("d"))).isEqualTo(Course.FORWARD);
        assertThat(resumed.apiTimeAtStart()).isEqualTo(NOW.minusSeconds(9));
        assertThat(resumed.follow(page("e"))).isEqualTo(Course.TOO_LONG);
    }

    @Test
    void tellsOnceHowLongARequestTook() {
        paging.request();
        now.addAndGet(1_500_000);

        assertThat(paging.requestEnded()).contains(Duration.ofNanos(1_500_000));
        assertThat(paging.requestEnded()).as("no request is in flight").isEmpty();
    }

    private static MediaPage page(String nextCursor) {
        return new MediaPage(List.of(), nextCursor, NOW);
    }
}
