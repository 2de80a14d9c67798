package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SignalLogTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final SignalLog log = new SignalLog();

    private static ReadSignal signal(long offset, int size) {
        return ReadSignal.of(new ConsumerRecord<>("p.signals", 0, offset, null, new byte[size]));
    }

    /** Whoever may write to the topic may send anything, and each replica reads all of it at each start. */
    @Test
    void isBoundedWhateverSomebodySends() {
        for (int i = 0; i < 2_000; i++) {
            log.add(signal(i, MEBIBYTE));
        }
        log.readTo(2_000);

        List<ReadSignal> kept = log.after(-1);
        assertThat(kept.stream().mapToLong(ReadSignal::size).sum()).isLessThanOrEqualTo(4L * MEBIBYTE);
        assertThat(kept).hasSizeGreaterThan(200);
        assertThat(kept.get(kept.size() - 1).offset()).isEqualTo(1_999);
    }

    @Test
    void keepsAllOfAShortValueForItsDeadLetter() {
        assertThat(signal(0, 5).value()).hasSize(5);
        assertThat(signal(0, MEBIBYTE).value()).hasSize(16 * 1024 + 1);
    }
}
