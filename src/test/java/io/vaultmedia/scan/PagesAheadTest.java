package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.media.MediaPage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes between the thread that fetches a scan's pages and the one that takes them. */
@Timeout(60)
class PagesAheadTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // A monotonic clock may overflow.
    private volatile long step;
    private volatile boolean goesOn = true;
    private final PagesAhead ahead = new PagesAhead(page -> goesOn, () -> now.addAndGet(step));
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final AtomicInteger arrivals = new AtomicInteger();

    @AfterEach
    void end() {
        other.shutdownNow();
    }

    @Test
    void handsPagesFromOneThreadToAnother() throws Exception {
        Future<MediaPage> taken = other.submit(() -> ahead.take());
        MediaPage page = page(null);

        goesOn = false;
        ahead.arrived(page);

        assertThat(taken.get(30, TimeUnit.SECONDS)).isSameAs(page);
    }

    @Test
    void throwsWhatMadeAFetchFail() {
        IOException fault = new IOException();

        ahead.failed(fault);

        assertThatThrownBy(ahead::take).isSameAs(fault);
    }

    @Test
    void givesUpAPageThatNeitherComesNorFails() {
        step = Duration.ofMinutes(5).toNanos();

        assertThatThrownBy(ahead::take).hasMessage("no page came within 300 s");
    }

    @Test
    void wantsNoThirdPageBeforeOneIsTaken() throws Exception {
        Future<Integer> fetched = other.submit(this::fetchAll);
        await().until(() -> arrivals.get() == 2);
        assertThat(fetched).isNotDone();

        ahead.take();
        await().until(() -> arrivals.get() == 3);
        assertThat(fetched).isNotDone();

        ahead.stop();
        assertThat(fetched.get(30, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void wantsNoPageAfterTheLast() throws Exception {
        assertThat(ahead.wantsPage()).isTrue();
        goesOn = false;
        ahead.arrived(page(null));

        assertThat(ahead.wantsPage()).isFalse();
        assertThat(ahead.isLastTaken()).isFalse();
        ahead.take();
        assertThat(ahead.isLastTaken()).isTrue();
    }

    @Test
    void wantsNoPageAfterOneThatDidNotCome() throws Exception {
        assertThat(ahead.wantsPage()).isTrue();
        ahead.failed(new IOException());

        assertThat(ahead.wantsPage()).isFalse();
    }

    @Test
    void whatIsStillBeingFetchedWhenTheTurnEndsIsTheLast() throws Exception {
        PagesAhead ahead = new PagesAhead(page -> fail("it is not asked what another turn may do"), () -> 0);
        assertThat(ahead.wantsPage()).isTrue();
        ahead.stop();
        ahead.arrived(page("1"));

        assertThat(ahead.wantsPage()).isFalse();
    }

    /** Or two threads would ask for the same page. */
    @Test
    void aThreadThatIsStillAtItGoesOnWithTheNextTurn() throws Exception {
        assertThat(ahead.wantsPage()).isTrue();
        goesOn = false;
        ahead.arrived(page("1"));
        ahead.resume();

        assertThat(other.submit(ahead::wantsPage).get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(ahead.wantsPage()).isTrue();
    }

    @Test
    void aNewThreadFetchesOnceTheOneBeforeHasEnded() throws Exception {
        assertThat(ahead.wantsPage()).isTrue();
        goesOn = false;
        ahead.arrived(page("1"));
        assertThat(ahead.wantsPage()).isFalse();
        ahead.resume();

        assertThat(other.submit(ahead::wantsPage).get(30, TimeUnit.SECONDS)).isTrue();
    }

    private int fetchAll() throws InterruptedException {
        while (ahead.wantsPage()) {
            ahead.arrived(page("c" + arrivals.get()));
            arrivals.incrementAndGet();
        }
        return arrivals.get();
    }

    private static MediaPage page(String nextCursor) {
        return new MediaPage(List.of(), nextCursor, Instant.EPOCH);
    }
}
