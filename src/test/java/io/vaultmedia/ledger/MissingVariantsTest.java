package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.ledger.MissingVariants.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingVariantsTest {

    private final LongLongHashMap variants = new LongLongHashMap();

    @Test
    void isWhatWasNotSeenOldestFirst() {
        variants.put(1, 30);
        variants.put(2, 10);
        variants.put(3, 20);

        MissingVariants missing = MissingVariants.of(variants, LongHashSet.from(3));

        assertThat(missing.from()).isEqualTo(Instant.ofEpochMilli(10));
        assertThat(missing.to()).isEqualTo(endOf(30));
        assertThat(missing.gone()).as("not looked for yet").isEmpty();
        missing.advance(true);
        assertThat(missing.isLookedFor()).isTrue();
        assertThat(missing.gone()).containsExactlyInAnyOrder(new Entry(2, 10), new Entry(1, 30));
        missing.remove(missing.gone());
        assertThat(missing.gone()).isEmpty();
    }

    @Test
    void isNothingWhereAllWasSeen() {
        variants.put(1, 30);
        assertThat(MissingVariants.of(variants, LongHashSet.from(1)).isLookedFor())
                .isTrue();
    }

    @Test
    void isNotWhatAnyPageListsAsItWasStoredOrStoredAgain() {
        variants.put(1, 10);
        variants.put(2, 20);
        variants.put(3, 30);
        LongLongHashMap listed = new LongLongHashMap();
        listed.put(1, 10);
        listed.put(2, 21);
        MissingVariants missing = missing();

        missing.see(listed);
        missing.advance(true);
        assertThat(missing.gone()).containsExactly(new Entry(3, 30));
    }

    @Test
    void dropsSoManyAtATime() {
        for (int i = 0; i < 7_000; i++) {
            variants.put(i, i);
        }
        MissingVariants missing = missing();
        missing.advance(true);
        missing.advance(true);

        List<Entry> first = missing.gone();
        assertThat(first).hasSize(5_000);
        missing.remove(first);
        assertThat(missing.gone()).hasSize(2_000).doesNotContainAnyElementsOf(first);
    }

    @Test
    void looksAtFewerAtATimeUntilTheyFitOnAPage() {
        for (int i = 0; i < 8; i++) {
            variants.put(i, 10L * i);
        }
        MissingVariants missing = missing();

        missing.advance(false);
        assertThat(missing.to()).isEqualTo(endOf(30));
        missing.advance(false);
        assertThat(missing.to()).isEqualTo(endOf(10));
        missing.advance(true);
        assertThat(missing.from()).as("and at more again").isEqualTo(Instant.ofEpochMilli(20));
        assertThat(missing.to()).isEqualTo(endOf(50));
    }

    @Test
    void leavesMoreThanAPageOfOneMillisecondAlone() {
        for (int i = 0; i < 5; i++) {
            variants.put(i, 10);
        }
        variants.put(5, 20);
        MissingVariants missing = missing();

        missing.advance(false);
        assertThat(missing.from()).isEqualTo(Instant.ofEpochMilli(10));
        assertThat(missing.to()).isEqualTo(endOf(10));
        missing.advance(false);
        assertThat(missing.from()).isEqualTo(Instant.ofEpochMilli(20));
        missing.advance(true);
        assertThat(missing.gone()).containsExactly(new Entry(5, 20));
    }

    private static Instant endOf(long ms) {
        return Instant.ofEpochMilli(ms).plusNanos(999_000);
    }

    private MissingVariants missing() {
        return MissingVariants.of(variants, new LongHashSet());
    }
}
