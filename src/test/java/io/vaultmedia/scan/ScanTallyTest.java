package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScanTallyTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // A monotonic clock may overflow.
    private final ScanTally tally = new ScanTally(200, null, now::get);

    @Test
    void isAsOldAsItsScan() {
        assertThat(tally.age()).isZero();

        now.addAndGet(Duration.ofHours(2).toNanos());

        assertThat(tally.age()).isEqualTo(Duration.ofHours(2));
    }
}
