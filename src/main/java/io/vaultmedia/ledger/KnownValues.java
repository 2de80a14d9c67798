package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.procedures.LongLongProcedure;
import com.carrotsearch.hppc.procedures.LongObjectProcedure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values that were published for each key. Most keys have one value: it takes 16 bytes, in a table that is at most
 * three quarters full. A key that was published with several values has them in a second table. Not thread safe.
 */
final class KnownValues {

    /**
     * A key remembers this many values, the last ones that were published. A variant that is stored more often, and whose
     * oldest time is listed again, is published again.
     */
    static final int MOST_OF_A_KEY = 64;

    private static final long[] NONE = {};

    private final LongLongHashMap latest = new LongLongHashMap();
    private final LongObjectHashMap<long[]> earlier = new LongObjectHashMap<>(0);

    /** Returns true if this value was published for this key, even if others were published since. */
    boolean has(long key, long value) {
        int slot = latest.indexOf(key);
        return slot >= 0 && (latest.indexGet(slot) == value || isEarlier(key, value));
    }

    private boolean isEarlier(long key, long value) {
        for (long other : earlier.getOrDefault(key, NONE)) {
            if (other == value) {
                return true;
            }
        }
        return false;
    }

    boolean hasKey(long key) {
        return latest.containsKey(key);
    }

    /** Returns the values of a key, the last one of them last. */
    List<Long> of(long key) {
        List<Long> values = new ArrayList<>();
        int slot = latest.indexOf(key);
        if (slot >= 0) {
            Arrays.stream(earlier.getOrDefault(key, NONE)).forEach(values::add);
            values.add(latest.indexGet(slot));
        }
        return values;
    }

    /** Returns the values of a key, the last one of them being this one. */
    List<Long> with(long key, long value) {
        List<Long> values = of(key);
        values.add(value);
        return values.subList(Math.max(0, values.size() - MOST_OF_A_KEY), values.size());
    }

    /** Sets the values of a key, oldest first; an empty list removes it. */
    void put(long key, List<Long> values) {
        if (values.isEmpty()) {
            latest.remove(key);
        } else {
            latest.put(key, values.get(values.size() - 1));
        }
        if (values.size() > 1) {
            earlier.put(
                    key,
                    values.stream()
                            .limit(values.size() - 1L)
                            .mapToLong(Long::longValue)
                            .toArray());
        } else if (!earlier.isEmpty()) {
            earlier.remove(key);
        }
    }

    /** Gives each key to the consumer with each of its values. */
    void forEach(LongLongProcedure consumer) {
        latest.forEach(consumer);
        earlier.forEach((LongObjectProcedure<long[]>) (key, values) -> {
            for (long value : values) {
                consumer.apply(key, value);
            }
        });
    }

    /** Returns each key with the value that was published last. */
    LongLongHashMap latest() {
        return latest;
    }

    /** Returns the number of keys. */
    int size() {
        return latest.size();
    }
}
