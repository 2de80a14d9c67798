package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.interleaving.Interleaving;
import io.vaultmedia.interleaving.Interleavings;
import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thread fetches, another one takes, turn after turn: whatever the order of their steps. */
class PagesAheadInterleavingTest {

    @Test
    void eachPageIsTakenOnceInEachInterleaving() {
        Interleavings.of(Scenario.class, PagesAhead.class).explore(1_500, Duration.ofSeconds(4));
    }

    /** A scan of several turns. A thread of one turn may be late, and see the next one. */
    static final class Scenario implements Runnable {
        private final PagesAhead ahead = new PagesAhead(page -> Interleaving.choose(3) > 0, () -> 0);
        private final List<MediaPage> fetched = new ArrayList<>();
        private final List<MediaPage> taken = new ArrayList<>();
        private boolean isFetching;
        private boolean hasFailed;

        @Override
        public void run() {
            try {
                for (int left = Interleaving.choose(3); left >= 0; left--) {
                    turn();
                }
            } catch (Exception e) {
                hasFailed = true;
            }
            ahead.stop();
            Interleaving.joinAll();
            assertThat(taken).as("in order, none twice").isEqualTo(fetched.subList(0, taken.size()));
            assertThat(hasFailed || taken.size() == fetched.size())
                    .as("a page was fetched, and nobody took it")
                    .isTrue();
        }

        private void turn() throws Exception {
            ahead.resume();
            Interleaving.start("fetches", this::fetch);
            do {
                taken.add(ahead.take());
            } while (!ahead.isLastTaken());
            ahead.stop();
        }

        /** What the route fetch-ahead does. */
        private void fetch() {
            try {
                while (ahead.wantsPage()) {
                    assertThat(isFetching).as("two requests at a time").isFalse();
                    isFetching = true;
                    Interleaving.point("GET");
                    isFetching = false;
                    if (Interleaving.choose(12) == 0) {
                        throw new IllegalStateException("no answer");
                    }
                    MediaPage page = new MediaPage(List.of(), "cursor", Instant.EPOCH);
                    fetched.add(page);
                    ahead.arrived(page);
                }
            } catch (IllegalStateException e) {
                ahead.failed(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
