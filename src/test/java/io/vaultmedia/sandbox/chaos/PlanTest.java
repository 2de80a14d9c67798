package io.vaultmedia.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks {@link Plan}. */
class PlanTest {

    private static final Duration SESSION = Duration.ofSeconds(4);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(text(Plan.of(42, 50, SESSION))).isEqualTo(text(Plan.of(42, 50, SESSION)));
        assertThat(text(Plan.of(43, 50, SESSION))).isNotEqualTo(text(Plan.of(42, 50, SESSION)));
    }

    @Test
    void killsInTheBackfillInTwoOfFiveRounds() {
        assertThat(Plan.of(42, 50, SESSION).backfill()).hasSize(20).allSatisfy(round -> assertThat(round.toString())
                .matches("round \\d+: kill replica 1 after \\d+ requests"));
        assertThat(Plan.of(42, 50, SESSION).live()).hasSize(30);
    }

    @Test
    void hasEachKindOfRoundAmongNine() {
        assertThat(kinds(Plan.of(42, 15, SESSION))).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void ofVerifyHasTheRoundsThatAreHardestToSurvive() {
        assertThat(kinds(Plan.of(ChaosIT.SEED, ChaosIT.ROUNDS, ChaosIT.SESSION)))
                .as("live rounds of mvn verify: choose another ChaosIT.SEED")
                .contains(
                        "kill replica n after n requests, kill replica n after n requests",
                        "kill the broker after n requests, start the broker after n s",
                        "kill the broker after n requests, kill replica n, start the broker after n s",
                        "pause replica n after n requests, resume it after n s",
                        "pause replica n after n requests, kill the broker after n requests, start the broker after n s, "
                                + "resume it after n s");
    }

    private static List<String> kinds(Plan plan) {
        return plan.live().stream()
                .map(round -> round.toString().replaceAll("round \\d+: ", "").replaceAll("\\d+(\\.\\d+)?", "n"))
                .toList();
    }

    private static List<String> text(Plan plan) {
        return plan.live().stream().map(Round::toString).toList();
    }
}
