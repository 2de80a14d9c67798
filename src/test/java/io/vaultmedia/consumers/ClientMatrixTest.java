package io.vaultmedia.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which clients read exactly what was committed: the table of docs/consuming.md. */
@WithKafka
@EnabledIf(value = "areInstalled", disabledReason = "the clients are not installed: .ci/run does that")
class ClientMatrixTest {

    private static HardTopic compacted;

    static boolean areInstalled() {
        return Client.areInstalled();
    }

    @ParameterizedTest
    @EnumSource(value = Client.class, mode = EnumSource.Mode.EXCLUDE, names = "PLATFORMATIC")
    void seesNothingThatWasAborted(Client client) throws Exception {
        reads(client, hard());
    }

    /** A known fault of it, with the setting READ_COMMITTED. If this test fails, correct the table of docs/consuming.md. */
    @Test
    void platformaticSeesWhatWasAborted() throws Exception {
        HardTopic topic = hard();
        try (ConsumerProcess process = start(Client.PLATFORMATIC, topic)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(process.keys())
                    .containsAll(topic.committed())
                    .contains("aborted-between-0"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Client.class, mode = EnumSource.Mode.EXCLUDE, names = "PLATFORMATIC")
    void passesTheGapsOfACompactedTopic(Client client) throws Exception {
        reads(client, compacted());
    }

    /** Made once: the cleaner needs its time. */
    private static synchronized HardTopic compacted() throws Exception {
        if (compacted == null) {
            compacted =
                    HardTopic.compacted(KafkaExtension.bootstrapServers(), KafkaExtension.freshPrefix() + ".compacted");
        }
        return compacted;
    }

    private static HardTopic hard() throws Exception {
        return HardTopic.create(KafkaExtension.bootstrapServers(), KafkaExtension.freshPrefix() + ".hard");
    }

    private static ConsumerProcess start(Client client, HardTopic topic) throws IOException {
        return ConsumerProcess.start(client.command(KafkaExtension.bootstrapServers(), topic.name()));
    }

    private static void reads(Client client, HardTopic topic) throws Exception {
        try (ConsumerProcess process = start(client, topic)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            new TreeSet<>(process.keys()))
                    .as(process.errors())
                    .isEqualTo(topic.committed()));
            Awaitility.await() // What follows is aborted: it must not come.
                    .during(Duration.ofSeconds(1))
                    .until(() -> topic.committed().containsAll(process.keys()));
        }
    }
}
