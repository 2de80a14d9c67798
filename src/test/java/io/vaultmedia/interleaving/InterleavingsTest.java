package io.vaultmedia.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A search that finds nothing means something only if it finds what is there. */
class InterleavingsTest {

    @Test
    void aLostUpdateIsFound() {
        assertThatThrownBy(() -> explore(LostUpdate.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dinterleavings.seed=")
                .hasMessageContaining("Counter.add");
    }

    @Test
    void whatAMonitorGuardsIsNotLost() {
        explore(Guarded.class);
    }

    @Test
    void aLostWakeUpIsFound() {
        assertThatThrownBy(() -> explore(LostWakeUp.class)).hasMessageContaining("all threads stand still");
    }

    private static void explore(Class<? extends Runnable> scenario) {
        Interleavings.of(scenario, Counter.class).explore(500, Duration.ofSeconds(30));
    }

    /** Something that threads share. */
    static final class Counter {
        private int count;

        void add() {
            count++;
        }

        synchronized void addAlone() {
            count++;
        }

        /** Wrong: the count may change before the monitor is entered. */
        void awaitFirst() {
            while (count == 0) {
                synchronized (this) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }

        synchronized void addAndTell() {
            count++;
            notifyAll();
        }
    }

    static final class LostUpdate implements Runnable {
        @Override
        public void run() {
            Counter counter = new Counter();
            Interleaving.start("a", counter::add);
            Interleaving.start("b", counter::add);
            Interleaving.joinAll();
            assertThat(counter.count).isEqualTo(2);
        }
    }

    static final class Guarded implements Runnable {
        @Override
        public void run() {
            Counter counter = new Counter();
            Interleaving.start("a", counter::addAlone);
            Interleaving.start("b", counter::addAlone);
            Interleaving.joinAll();
            assertThat(counter.count).isEqualTo(2);
        }
    }

    static final class LostWakeUp implements Runnable {
        @Override
        public void run() {
            Counter counter = new Counter();
            Interleaving.start("waits", counter::awaitFirst);
            Interleaving.start("tells", counter::addAndTell);
            Interleaving.joinAll();
        }
    }
}
