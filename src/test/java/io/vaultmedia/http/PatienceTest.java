package io.vaultmedia.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void isPatientForAWhileOnly() {
        Patience some = new Patience(SHORT, nanos::get);
        long sent = some.now();
        nanos.addAndGet(SHORT.toNanos());
        assertThat(some.isShort()).isTrue();

        some.answered(sent);
        assertThat(some.isShort()).isFalse();
        nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(some.isShort()).isFalse();
        nanos.incrementAndGet();
        assertThat(some.isShort()).isTrue();
    }

    @Test
    void waitsNoLongerThanForAnyAnswer() {
        Patience some = new Patience(SHORT, nanos::get);

        assertThat(some.within(Timeout.ofMilliseconds(100))).isEqualTo(Timeout.ofMilliseconds(100));
        assertThat(some.within(Timeout.ofSeconds(30))).isEqualTo(Timeout.ofMilliseconds(300));
        assertThat(some.within(Timeout.DISABLED)).isEqualTo(Timeout.ofMilliseconds(300));
    }
}
