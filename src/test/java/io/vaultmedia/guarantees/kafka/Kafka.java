package io.vaultmedia.guarantees.kafka;

/** A running Kafka that tests can use, wherever it comes from. Thread safe. */
public interface Kafka extends AutoCloseable {

    /**
     * Opens the Kafka that is asked for, and returns when clients can use it.
     *
     * @param asked {@code embedded}, {@code container}, or the address of a cluster that is there already
     * @throws IllegalArgumentException if it is none of these
     * @throws IllegalStateException if it is not available; the message says why
     */
    static Kafka open(String asked) {
        return switch (asked) {
            case "embedded" -> EmbeddedBroker.start();
            case "container" -> ContainerBroker.start();
            default -> GivenCluster.at(asked);
        };
    }

    /** The value for {@code bootstrap.servers}. */
    String bootstrapServers();

    /** Ends what {@link #open} started; a cluster that was there already goes on. */
    @Override
    void close();
}
