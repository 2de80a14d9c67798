package io.vaultmedia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.kafka.PortAnswer.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** New clients ask brokers that answer, as long as any do. */
class SilentBrokersTest {

    private static final String BROKERS = "a:1,PLAINTEXT://b:2, c:3";

    private final AtomicLong now = new AtomicLong(-5);
    private final SilentBrokers silent = new SilentBrokers(now::get);

    private static List<PortAnswer> answers(Kind... kinds) {
        return Stream.iterate(0, i -> i < kinds.length, i -> i + 1)
                .map(i -> new PortAnswer(new BrokerAddress("abc".substring(i, i + 1), i + 1), kinds[i], List.of()))
                .toList();
    }

    @Test
    void asksAllBrokersBeforeTheFirstLook() {
        assertThat(silent.without(BROKERS)).isEqualTo(BROKERS);
    }

    @Test
    void leavesOutWhoDoesNotAnswer() {
        silent.look(answers(Kind.KAFKA, Kind.SILENT, Kind.REFUSED));

        assertThat(silent.without(BROKERS)).isEqualTo("a:1, c:3");

        silent.look(answers(Kind.UNREACHABLE, Kind.KAFKA, Kind.KAFKA));

        assertThat(silent.without(BROKERS)).isEqualTo("PLAINTEXT://b:2, c:3");
    }

    @Test
    void asksAllBrokersIfNoneAnswers() {
        silent.look(answers(Kind.SILENT, Kind.SILENT, Kind.UNREACHABLE));

        assertThat(silent.without(BROKERS)).isEqualTo(BROKERS);
    }

    @Test
    void asksAllBrokersAgainOnceTheLookIsOld() {
        silent.look(answers(Kind.SILENT, Kind.KAFKA, Kind.KAFKA));
        now.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(silent.without(BROKERS)).isEqualTo(BROKERS);
    }
}
