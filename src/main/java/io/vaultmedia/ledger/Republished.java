package io.vaultmedia.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What one rescan has published again, so that it publishes nothing twice, even if it starts over or is interrupted by a
 * restart. The ledger has it until the next such rescan; memory has it until the rescan is done. Not thread safe.
 */
public final class Republished {

    private KnownValues storedAtByVariant = new KnownValues();
    private long rescan;

    /** Returns true if this rescan has published this storing. */
    public boolean has(long number, long keyHash, long storedAt) {
        return number == rescan && storedAtByVariant.has(keyHash, storedAt);
    }

    /** Returns true if this rescan has published any storing of the variant. */
    public boolean hasKey(long number, long keyHash) {
        return number == rescan && storedAtByVariant.hasKey(keyHash);
    }

    /** Returns the numbers of the variant's entry once this rescan has published this storing, too. */
    public List<Long> with(long number, long keyHash, long storedAt) {
        List<Long> numbers = new ArrayList<>();
        numbers.add(number);
        numbers.addAll(number == rescan ? storedAtByVariant.with(keyHash, storedAt) : List.of(storedAt));
        return numbers;
    }

    /** Takes over what an entry says; the last rescan counts. */
    void put(long keyHash, List<Long> numbers) {
        if (!numbers.isEmpty() && numbers.get(0) >= rescan) {
            if (numbers.get(0) > rescan) {
                rescan = numbers.get(0);
                storedAtByVariant = new KnownValues();
            }
            storedAtByVariant.put(keyHash, numbers.subList(1, numbers.size()));
        }
    }

    /** Forgets what rescans up to this one have published. */
    void done(long number) {
        if (rescan != 0 && number >= rescan) {
            rescan = number + 1;
            storedAtByVariant = new KnownValues();
        }
    }
}
