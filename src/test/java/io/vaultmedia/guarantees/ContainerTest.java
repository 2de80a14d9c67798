package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.guarantees.kafka.ContainerBroker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks the profile containers: the tests' broker runs in a container of the requested image. Without {@code -Pcontainers}
 * this test would fail.
 */
@WithKafka
@Tag("container")
class ContainerTest {

    private final String topic = KafkaExtension.freshPrefix();

    @Test
    void brokerIsInAContainerOfTheImageAskedFor() throws Exception {
        assertThat(KafkaExtension.kafka()).isInstanceOf(ContainerBroker.class);
        ContainerBroker broker = (ContainerBroker) KafkaExtension.kafka();
        assertThat(broker.image()).isEqualTo(ContainerBroker.askedImage());
        assertThat(broker.run("ls", createTopic())).contains(topic + "-0");
    }

    /** Creates the topic, and returns the folder in which its broker says that it is. */
    private String createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            int node = admin.describeCluster().nodes().get().iterator().next().id();
            Map<String, ?> folders =
                    admin.describeLogDirs(Set.of(node)).descriptions().get(node).get();
            return folders.keySet().iterator().next();
        }
    }
}
