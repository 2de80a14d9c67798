package io.vaultmedia.sandbox.chaos;

import java.util.List;
import java.util.Optional;

/**
 * What was done to the product, and what was found. Immutable.
 *
 * @param kafka the cluster that it ran on
 * @param happenings the rounds, in order
 * @param verdict the records, compared with the API and the ledger
 * @param overlaps requests of two replicas for one connection at one time
 * @param stuck what did not resume; empty if all did
 */
record Findings(
        OwnTopics.Kafka kafka,
        List<Scenario.Happening> happenings,
        Verdict verdict,
        List<String> overlaps,
        Optional<String> stuck) {

    Findings {
        happenings = List.copyOf(happenings);
        overlaps = List.copyOf(overlaps);
    }

    boolean areClean() {
        return verdict.isGood() && overlaps.isEmpty() && stuck.isEmpty();
    }
}
