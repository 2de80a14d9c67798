package io.vaultmedia.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Opens all Kafka clients of this product; keys and values are bytes. The caller closes a client. Thread safe.
 *
 * <p>Kafka finds the classes that a client's settings name, serializers for example, by the context class loader of the thread
 * that opens it. In a host application that loader may know neither Kafka nor us: if all of it is in one jar, or if its tool
 * loads dependencies by itself. So this class opens each client under the class loader of our own classes.
 */
public final class KafkaClients {

    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        return admin(settings.admin());
    }

    /** An admin client with settings of the caller's own. */
    static Admin admin(Properties properties) {
        return open(() -> Admin.create(properties));
    }

    /** A consumer of committed records. The caller assigns partitions and seeks to their beginning. */
    public Consumer<byte[], byte[]> reader() {
        return consumer(settings.reader());
    }

    /** A member of a group, by its {@link MemberSettings}. */
    public Consumer<byte[], byte[]> member(Properties member) {
        return consumer(member);
    }

    @SuppressWarnings("unchecked") // The settings name the deserializers.
    private Consumer<byte[], byte[]> consumer(Properties properties) {
        return open(() -> settings.factory().getConsumer(properties));
    }

    /** A producer without transactions, for single records. */
    Producer<byte[], byte[]> sender() {
        return producer(settings.sender());
    }

    /** A producer with this transactional id. The caller has to call {@code initTransactions}. */
    public Producer<byte[], byte[]> producer(String transactionalId) {
        return producer(settings.producer(transactionalId));
    }

    /** The same with a time after which Kafka aborts a transaction that was not ended. */
    public Producer<byte[], byte[]> producer(String transactionalId, Duration timeout) {
        Properties properties = settings.producer(transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) timeout.toMillis());
        return producer(properties);
    }

    @SuppressWarnings("unchecked") // The settings name the serializers.
    private Producer<byte[], byte[]> producer(Properties properties) {
        return open(() -> settings.factory().getProducer(properties));
    }

    /** Threads that the client starts have this class loader, too. */
    private static <T> T open(Supplier<T> client) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaClients.class.getClassLoader());
        try {
            return client.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
