package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.ledger.MissingVariants.Entry;
import java.time.Instant;
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
        assertThat(missing.to()).isEqualTo(Instant.ofEpochMilli(30));
        assertThat(missing.absent(new LongLongHashMap(), true)).containsExactly(new Entry(2, 10), new Entry(1, 30));
        missing.advance(true);
        assertThat(missing.isEmpty()).isTrue();
    }

    @Test
    void isEmptyWhereAllWasSeen() {
        variants.put(1, 30);
        assertThat(MissingVariants.of(variants, LongHashSet.from(1)).isEmpty()).isTrue();
    }

    @Test
    void isNotAbsentWhatThePageListsAsItWasStored() {
        variants.put(1, 10);
        variants.put(2, 20);
        LongLongHashMap listed = new LongLongHashMap();
        listed.put(1, 10);
        listed.put(2, 21);

        assertThat(missing().absent(listed, true)).containsExactly(new Entry(2, 20));
    }

    @Test
    void provesNothingByAPageThatIsNotTheOnlyOne() {
        variants.put(1, 10);
        assertThat(missing().absent(new LongLongHashMap(), false)).isEmpty();
    }

    @Test
    void looksAtFewerAtATimeUntilTheyFitOnAPage() {
        for (int i = 0; i < 8; i++) {
            variants.put(i, 10L * i);
        }
        MissingVariants missing = missing();

        missing.advance(false);
        assertThat(missing.to()).isEqualTo(Instant.ofEpochMilli(30));
        missing.advance(false);
        assertThat(missing.to()).isEqualTo(Instant.ofEpochMilli(10));
        missing.advance(true);
        assertThat(missing.from()).as("and at more again").isEqualTo(Instant.ofEpochMilli(20));
        assertThat(missing.to()).isEqualTo(Instant.ofEpochMilli(50));
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
        assertThat(missing.to()).isEqualTo(Instant.ofEpochMilli(10));
        missing.advance(false);
        assertThat(missing.from()).isEqualTo(Instant.ofEpochMilli(20));
    }

    private MissingVariants missing() {
        return MissingVariants.of(variants, new LongHashSet());
    }
}
