package io.vaultmedia.guarantees;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What replicas have done, in order, in the words of docs/model/ledger.pml. Thread safe, once nobody adds to its last step. */
final class Trace {

    /** One step; a variant is named by when it was stored. */
    private record Step(String event, int replica, Set<Long> variants) {}

    private final List<Step> steps = new ArrayList<>();

    /** Adds a step. Returns its variants, to which more may be added. */
    synchronized Set<Long> add(String event, int replica, Collection<Long> variants) {
        steps.add(new Step(event, replica, new TreeSet<>(variants)));
        return steps.get(steps.size() - 1).variants();
    }

    /** Returns true if this is the last step of the replica so far. */
    synchronized boolean hasJust(String event, int replica) {
        return steps.stream()
                .filter(step -> step.replica == replica)
                .reduce((before, last) -> last)
                .filter(last -> last.event.equals(event))
                .isPresent();
    }

    /** A line for each step; the variants are numbered in the order in which they were stored. */
    synchronized List<String> lines() {
        List<Long> all = steps.stream()
                .flatMap(step -> step.variants.stream())
                .sorted()
                .distinct()
                .toList();
        return steps.stream()
                .map(step -> step.event + " " + step.replica + " " + numbers(step.variants, all))
                .toList();
    }

    private static String numbers(Set<Long> variants, List<Long> all) {
        List<String> numbers =
                variants.stream().map(all::indexOf).map(Object::toString).toList();
        return numbers.isEmpty() ? "-" : String.join(",", numbers);
    }
}
