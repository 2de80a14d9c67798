package io.vaultmedia.sandbox.chaos;

import java.util.List;
import java.util.stream.Collectors;

/** Some steps, one after the other, after which everything has to get well again by itself. Immutable. */
record Round(int number, List<Step> steps) {

    void happenTo(Cluster cluster) {
        steps.forEach(step -> step.happenTo(cluster));
    }

    /** Such as {@code round 7: kill the broker after 12 requests, start the broker after 3.2 s}. */
    @Override
    public String toString() {
        return "round " + number + ": " + steps.stream().map(Step::toString).collect(Collectors.joining(", "));
    }
}
