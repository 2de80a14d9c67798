package io.vaultmedia.guarantees.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vaultmedia.guarantees.WithOwnKafka;
import io.vaultmedia.sandbox.net.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@link Kafka}: what {@code -Dkafka=} accepts. */
@WithOwnKafka
class KafkaTest {

    @Test
    void isEmbeddedOrAClusterThatIsThereAlready() {
        try (Kafka embedded = Kafka.open("embedded")) {
            Kafka given = Kafka.open(embedded.bootstrapServers());
            given.close();
            assertThat(Kafka.open(given.bootstrapServers()).bootstrapServers())
                    .as("still there after a test has closed it")
                    .isEqualTo(embedded.bootstrapServers());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker", "Embedded", "kafka.example", "kafka.example:", "a:1,b", "a:1 b:2"})
    void anythingElseIsRefusedInOneLine(String unknown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kafka.open(unknown))
                .withMessage("-Dkafka=" + unknown
                        + ": say embedded, container, or <host>:<port> of a cluster to test against");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed() {
        String address = "127.0.0.1:" + FreePort.any();
        assertThatIllegalStateException()
                .isThrownBy(() -> Kafka.open(address))
                .withMessage("-Dkafka=" + address + ": no Kafka answers there; start one, or correct the address");
    }
}
