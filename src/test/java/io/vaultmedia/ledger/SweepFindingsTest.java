package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.ledger.SweepFindings.Phase;
import org.junit.jupiter.api.Test;

/** Guarantee 2: the ledger drops a variant only after all three phases of a sweep passed without it. */
class SweepFindingsTest {

    private static final LongLongHashMap NOTHING = new LongLongHashMap();

    private final SweepFindings findings = new SweepFindings();
    private final LongLongHashMap ledger = LongLongHashMap.from(new long[] {1, 2, 3}, new long[] {1_000, 2_000, 3_000});

    private void sweepWithoutTheFirst() {
        findings.sweep(1, listing(2, 3), NOTHING);
        findings.complete(ledger);
    }

    private static LongLongHashMap listing(long... keys) {
        LongLongHashMap listing = new LongLongHashMap();
        for (long key : keys) {
            listing.put(key, 1_000 * key);
        }
        return listing;
    }

    @Test
    void passesThroughAllPhasesBeforeAVariantIsGone() {
        assertThat(findings.phase()).isEqualTo(Phase.NONE);

        findings.sweep(1, listing(2), NOTHING);
        assertThat(findings.phase()).isEqualTo(Phase.SWEEPING);
        findings.sweep(2, listing(3), NOTHING);
        findings.complete(ledger);
        assertThat(findings.phase()).isEqualTo(Phase.RECHECKING);
        assertThat(findings.gone(1)).isEmpty();

        findings.recheck(NOTHING, true);
        assertThat(findings.phase()).isEqualTo(Phase.CONFIRMING);
        assertThat(findings.gone(2))
                .as("its scan for news began before the recheck")
                .isEmpty();

        findings.news(1, NOTHING);
        assertThat(findings.gone(2)).containsExactly(new MissingVariants.Entry(1, 1_000));
        findings.missing().remove(findings.gone(2));
        assertThat(findings.phase()).isEqualTo(Phase.NONE);
    }

    @Test
    void hasNothingToConfirmIfTheRecheckShowsAll() {
        sweepWithoutTheFirst();

        findings.recheck(listing(1), true);

        assertThat(findings.phase()).isEqualTo(Phase.NONE);
    }

    @Test
    void confirmsNothingThatAScanForNewsLists() {
        sweepWithoutTheFirst();
        findings.recheck(NOTHING, true);

        findings.news(1, listing(1));

        assertThat(findings.phase()).isEqualTo(Phase.NONE);
        assertThat(findings.gone(1)).isEmpty();
    }

    @Test
    void aSweepThatListsAllMissesNothing() {
        findings.sweep(1, listing(1, 2, 3), NOTHING);
        findings.complete(ledger);

        assertThat(findings.phase()).isEqualTo(Phase.NONE);
    }

    /** It was begun before a restart: what its first pages listed is not known here. */
    @Test
    void theRestOfASweepFindsNothing() {
        findings.sweep(2, listing(2), NOTHING);
        assertThat(findings.phase()).isEqualTo(Phase.NONE);
        findings.complete(ledger);

        assertThat(findings.phase()).isEqualTo(Phase.NONE);
    }

    @Test
    void theNextSweepBeginsAgain() {
        sweepWithoutTheFirst();

        findings.sweep(1, listing(1), NOTHING);

        assertThat(findings.phase()).isEqualTo(Phase.SWEEPING);
        assertThat(findings.missing().isLookedFor()).isTrue();
    }
}
