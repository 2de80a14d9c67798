package io.vaultmedia.command.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an audit has found so far. Keeps the first examples of each fault, and counts all. Used by one thread. */
public final class Findings {

    private static final int MOST_EXAMPLES = 20;

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Fault, List<String>> examples = new EnumMap<>(Fault.class);
    private final Map<Explanation, Long> explained = new EnumMap<>(Explanation.class);
    private final List<String> problems = new ArrayList<>();
    private long records;
    private long entries;
    private long listed;

    /** Adds a fault; the example says where it is, without an id of a connection that has an alias. */
    void fault(Fault fault, String example) {
        faults.merge(fault, 1L, Long::sum);
        List<String> some = examples.computeIfAbsent(fault, f -> new ArrayList<>());
        if (some.size() < MOST_EXAMPLES) {
            some.add(example);
        }
    }

    void explain(Explanation why) {
        explained.merge(why, 1L, Long::sum);
    }

    /** Adds what the audit could not look at. */
    void problem(String what) {
        problems.add(what);
    }

    void countRecord() {
        records++;
    }

    void countEntries(long count) {
        entries += count;
    }

    void countListed() {
        listed++;
    }

    /** Returns how often a fault was found. */
    public long count(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    /** Returns how often this was the explanation. */
    public long count(Explanation why) {
        return explained.getOrDefault(why, 0L);
    }

    List<String> examples(Fault fault) {
        return examples.getOrDefault(fault, List.of());
    }

    List<String> problems() {
        return problems;
    }

    /** Returns the number of records of variants. */
    public long records() {
        return records;
    }

    /** Returns the number of variants in the ledger. */
    public long entries() {
        return entries;
    }

    /** Returns the number of stored variants that the vaults listed. */
    public long listed() {
        return listed;
    }

    /** Returns true if everything was looked at, and no fault was found. */
    public boolean areClean() {
        return faults.isEmpty() && problems.isEmpty();
    }
}
