package io.vaultmedia.ledger;

import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of all Kafka clients that we open: addresses, TLS, SASL and all else come from {@code
 * camel.component.kafka.*}; what nobody has set there is set as this product needs it. Thread safe.
 */
public final class KafkaSettings {

    private static final int ADMIN_TIMEOUT_MS = 10_000;

    /** A dead replica's shards move after so long; Kafka's own 45 s would be the longest part of a failover. */
    private static final String SESSION_TIMEOUT_MS = "8000";

    /** One that comes back under its own name gets so long to do it. */
    private static final String STATIC_SESSION_TIMEOUT_MS = "45000";

    private static final Properties UNTOUCHED_PRODUCER = new KafkaConfiguration().createProducerProperties();
    private static final Properties UNTOUCHED_CONSUMER = new KafkaConfiguration().createConsumerProperties();

    private final CamelContext context;

    public KafkaSettings(CamelContext context) {
        this.context = context;
    }

    /** Settings for an admin client, which soon tells that Kafka is not there. */
    Properties admin() {
        Properties admin = only(AdminClientConfig.configNames(), configuration().createProducerProperties());
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers());
        return admin;
    }

    /** Settings for a consumer that reads committed records of assigned partitions, as bytes, and commits nothing. */
    Properties reader() {
        Properties reader = consumer();
        reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reader.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reader.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return reader;
    }

    /** Settings for a member of the group, which is only there to be assigned partitions. */
    Properties member(GroupSettings group) {
        Properties member = consumer();
        String session = group.instanceId().isPresent() ? STATIC_SESSION_TIMEOUT_MS : SESSION_TIMEOUT_MS;
        prefer(member, UNTOUCHED_CONSUMER, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        prefer(member, UNTOUCHED_CONSUMER, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");
        // How long the others wait for a replica that lives, but does not come to a rebalance.
        prefer(member, UNTOUCHED_CONSUMER, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "30000");
        member.put(ConsumerConfig.GROUP_ID_CONFIG, group.id());
        group.instanceId().ifPresent(id -> member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        member.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        member.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A ledger that was deleted and made anew has to be noticed.
        member.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return member;
    }

    /** How long the group waits for a sign of life of its member. */
    Duration sessionTimeout(GroupSettings group) {
        Object millis = member(group).get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(Long.parseLong(millis.toString()));
    }

    private Properties consumer() {
        Properties consumer = only(ConsumerConfig.configNames(), configuration().createConsumerProperties());
        consumer.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers());
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return consumer;
    }

    /** Settings for a producer of bytes with this transactional id. */
    Properties producer(String transactionalId) {
        Properties producer = only(ProducerConfig.configNames(), configuration().createProducerProperties());
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        producer.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers());
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return producer;
    }

    /** Sets what nobody has set. */
    private static void prefer(Properties all, Properties untouched, String key, String value) {
        if (Objects.equals(all.get(key), untouched.get(key))) {
            all.put(key, value);
        }
    }

    /** Makes clients: the host application's own, if its component has one. */
    KafkaClientFactory factory() {
        KafkaClientFactory own =
                context.getComponent("kafka", KafkaComponent.class).getKafkaClientFactory();
        return own == null ? new DefaultKafkaClientFactory() : own;
    }

    /** The brokers' addresses; where none are set, an exception says which key to set. */
    String brokers() {
        return factory().getBrokers(configuration());
    }

    /** As an endpoint gets it: Camel's TLS for all components ({@code camel.ssl.*}) is added only then. */
    private KafkaConfiguration configuration() {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        KafkaConfiguration copy = kafka.getConfiguration().copy();
        if (copy.getSslContextParameters() == null && kafka.isUseGlobalSslContextParameters()) {
            copy.setSslContextParameters(context.getSSLContextParameters());
        }
        return copy;
    }

    private static Properties only(Set<String> names, Properties all) {
        Properties some = new Properties();
        all.forEach((name, value) -> {
            if (names.contains(name)) {
                some.put(name, value);
            }
        });
        return some;
    }
}
