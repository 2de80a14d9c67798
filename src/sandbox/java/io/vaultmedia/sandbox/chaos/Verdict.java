package io.vaultmedia.sandbox.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was published, compared with what the API ever showed as stored: the ids of what is wrong. Immutable.
 *
 * @param stored how many variants were stored
 * @param published how many records there are
 * @param lost stored, but not published
 * @param repeated published again; once for each time too many
 * @param reordered published after what was stored later of the same media item, or in another partition
 * @param unexpected published, but never stored
 * @param torn records without their ledger entry, and ledger entries without their record
 * @param forgotten how many records have no ledger entry any more, because a sweep has found that the API removed their variant
 */
record Verdict(
        int stored,
        int published,
        List<String> lost,
        List<String> repeated,
        List<String> reordered,
        List<String> unexpected,
        List<String> torn,
        int forgotten) {

    private static final int SHOWN = 10;

    /**
     * Compares.
     *
     * @param stored the ids of all that ever was stored
     * @param gone those of them that the API has removed: a sweep forgets them
     * @param deliveries in any order
     * @param ledger what the ledger says was published
     */
    static Verdict of(Set<String> stored, Set<String> gone, Collection<Delivery> deliveries, Set<Entry> ledger) {
        List<String> unentered = unentered(deliveries, ledger);
        List<String> torn = minus(unentered, gone);
        Set<String> seen = new HashSet<>();
        List<String> repeated = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (!seen.add(delivery.id())) {
                repeated.add(delivery.id());
            }
        }
        return new Verdict(
                stored.size(),
                deliveries.size(),
                minus(stored, seen),
                repeated,
                reordered(deliveries),
                minus(seen, stored),
                Stream.concat(torn.stream(), unpublished(deliveries, ledger).stream())
                        .toList(),
                unentered.size() - torn.size());
    }

    boolean isGood() {
        return lost.isEmpty() && repeated.isEmpty() && reordered.isEmpty() && unexpected.isEmpty() && torn.isEmpty();
    }

    /** One line of figures. */
    @Override
    public String toString() {
        return String.format(
                "stored %,7d  published %,7d  lost %,3d  repeated %,3d  reordered %,3d  unexpected %,3d  torn %,3d",
                stored, published, lost.size(), repeated.size(), reordered.size(), unexpected.size(), torn.size());
    }

    /** The ids of what is wrong, the first few of each kind. */
    String details() {
        return line("lost", lost)
                + line("repeated", repeated)
                + line("reordered", reordered)
                + line("unexpected", unexpected)
                + line("torn", torn);
    }

    private static String line(String what, List<String> ids) {
        return ids.isEmpty()
                ? ""
                : what + ": " + ids.subList(0, Math.min(SHOWN, ids.size()))
                        + (ids.size() > SHOWN ? " and more\n" : "\n");
    }

    private static List<String> minus(Collection<String> all, Set<String> some) {
        return all.stream().filter(id -> !some.contains(id)).sorted().toList();
    }

    /** A record and its ledger entry are in one transaction: these records are without. */
    private static List<String> unentered(Collection<Delivery> deliveries, Set<Entry> ledger) {
        return deliveries.stream()
                .filter(delivery -> Entry.of(delivery).filter(ledger::contains).isEmpty())
                .map(Delivery::id)
                .toList();
    }

    /** These entries are without their record. */
    private static List<String> unpublished(Collection<Delivery> deliveries, Set<Entry> ledger) {
        Set<Entry> unseen = new HashSet<>(ledger);
        deliveries.forEach(delivery -> Entry.of(delivery).ifPresent(unseen::remove));
        return unseen.stream().map(Entry::toString).sorted().toList();
    }

    /** Offsets tell the order within a partition; a media item whose records are in two of them has none. */
    private static List<String> reordered(Collection<Delivery> deliveries) {
        Map<String, Delivery> last = new HashMap<>();
        List<String> reordered = new ArrayList<>();
        deliveries.stream().sorted(Comparator.comparingLong(Delivery::offset)).forEach(delivery -> {
            Delivery before = last.put(delivery.key(), delivery);
            if (before != null
                    && (before.storedAt() > delivery.storedAt()
                            || !before.partition().equals(delivery.partition()))) {
                reordered.add(delivery.id());
            }
        });
        return reordered;
    }
}
