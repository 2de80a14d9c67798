package io.vaultmedia.schedule;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Whether the API key has changed. Thread safe. */
final class KeyChanges {

    private final LongSupplier count;
    private final AtomicLong seen;

    KeyChanges(LongSupplier count) {
        this.count = count;
        this.seen = new AtomicLong(count.getAsLong());
    }

    /** True once after each change. May look at a file: not to be asked under a lock. */
    boolean isNew() {
        long present = count.getAsLong();
        return seen.getAndSet(present) != present;
    }
}
