package io.vaultmedia.kafka;

import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Opens all Kafka clients of this product; keys and values are bytes. The caller closes a client. Thread safe. */
public final class KafkaClients {

    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        return Admin.create(settings.admin());
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
        return settings.factory().getConsumer(properties);
    }

    /** A producer with this transactional id. The caller has to call {@code initTransactions}. */
    @SuppressWarnings("unchecked") // The settings name the serializers.
    public Producer<byte[], byte[]> producer(String transactionalId) {
        return settings.factory().getProducer(settings.producer(transactionalId));
    }
}
