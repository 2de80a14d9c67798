package io.vaultmedia.guarantees.kafka;

import java.io.IOException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container, by Testcontainers: of the image that {@code -Dkafka.image} names, or else of Apache Kafka's
 * own in the version of the clients.
 */
public final class ContainerBroker implements Kafka {

    private static final String APACHE = "apache/kafka";

    private final KafkaContainer container;

    private ContainerBroker(KafkaContainer container) {
        this.container = container;
    }

    @SuppressWarnings("resource") // close() ends it
    static ContainerBroker start() {
        KafkaContainer container = new KafkaContainer(
                        DockerImageName.parse(askedImage()).asCompatibleSubstituteFor(APACHE))
                // As the embedded one: the product has to create its topics itself.
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "2"); // As embedded: 50 take their time.
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "starting Kafka in a container of " + askedImage()
                            + " failed; is Docker running, and can it pull the image? See Tests in CONTRIBUTING.md",
                    e);
        }
        return new ContainerBroker(container);
    }

    /** The image that was asked for. */
    public static String askedImage() {
        return System.getProperty("kafka.image", APACHE + ":" + AppInfoParser.getVersion());
    }

    /** The image that the container is of. */
    public String image() {
        return container.getDockerImageName();
    }

    /** What a program prints that is run inside the container. */
    public String run(String... command) throws IOException, InterruptedException {
        ExecResult result = container.execInContainer(command);
        if (result.getExitCode() != 0) {
            throw new IOException("in the container, " + String.join(" ", command) + ": " + result);
        }
        return result.getStdout();
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
