package io.vaultmedia.sandbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void countsRecordsAndVariants() {
        assertThat(tally.add("a")).isTrue();
        assertThat(tally.add("b")).isTrue();
        assertThat(tally.add("a")).isFalse();

        assertThat(tally.published()).isEqualTo(3);
        assertThat(tally.distinct()).isEqualTo(2);
        assertThat(tally.missing(Set.of("a", "c"))).containsExactly("c");
        assertThat(tally.unexpected(Set.of("a", "c"))).containsExactly("b");
    }

    @Test
    void waitsForWhatIsMissing() throws Exception {
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
            tally.add("a");
            tally.add("b");
        });

        tally.awaitAll(Set.of("a", "b"), Duration.ofMinutes(1));

        assertThat(tally.distinct()).isEqualTo(2);
        publishing.join();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        tally.awaitAll(Set.of("a"), Duration.ofMillis(20));

        assertThat(tally.distinct()).isZero();
    }
}
