package io.vaultmedia.kafka;

import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of all Kafka clients that we open: addresses, TLS, SASL and all else come from one of Camel's Kafka components,
 * by default {@code camel.component.kafka.*}. Options that are not set there get the values that this product needs. Thread safe.
 */
public final class KafkaSettings {

    /** Camel's own name for it. */
    public static final String COMPONENT = "kafka";

    private static final int ADMIN_TIMEOUT_MS = 10_000;
    private static final int ADMIN_REQUEST_TIMEOUT_MS = 4_000;
    private static final String REQUEST_TIMEOUT = CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;

    /** A broker that is frozen holds a client up for this long; by Kafka's default, for 30 s. */
    private static final String REQUEST_TIMEOUT_MS = "10000";

    private static final Properties UNTOUCHED_PRODUCER = new KafkaConfiguration().createProducerProperties();
    static final Properties UNTOUCHED_CONSUMER = new KafkaConfiguration().createConsumerProperties();

    private final CamelContext context;
    private final ComponentOptions component;
    private final ClientMetrics metrics = new ClientMetrics();
    private final SilentBrokers silent = new SilentBrokers(System::nanoTime);
    private final AtomicInteger largestBatch = new AtomicInteger(Integer.MAX_VALUE);

    /** The settings of the component {@code kafka}. */
    public KafkaSettings(CamelContext context) {
        this(context, COMPONENT);
    }

    /** The settings of the Kafka component of this context that has this name. */
    public KafkaSettings(CamelContext context, String component) {
        this.context = context;
        this.component = new ComponentOptions(context, component);
    }

    /** Returns the property that sets an option of the component, as {@code camel.component.kafka.brokers}. */
    String key(String option) {
        return component.key(option);
    }

    /** Returns what the producers and consumers with these settings measure. */
    public ClientMetrics metrics() {
        return metrics;
    }

    /** Makes clients. */
    KafkaClientFactory factory() {
        return component.factory();
    }

    /** The brokers' addresses; if none are set, an exception says which key to set. */
    String brokers() {
        return component.brokers();
    }

    /** Takes what the configured brokers answered. Clients that are opened in the next minute do without the silent ones. */
    void look(List<PortAnswer> answers) {
        silent.look(answers);
    }

    /** Settings for an admin client, with short time-outs: it soon reports that Kafka is not there. */
    Properties admin() {
        Properties admin = client(
                AdminClientConfig.configNames(), component.configuration().createProducerProperties());
        // Shorter than the whole call: a broker that does not answer must not be the only one asked.
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_REQUEST_TIMEOUT_MS);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        // It lives for one question, and begins with the configured addresses anyway. If it has to begin again and no
        // broker answers, Kafka's 3.9 logs hundreds of lines a second.
        admin.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return admin;
    }

    /** Settings for a consumer of committed records, as bytes, that has no group and commits no offsets. */
    Properties reader() {
        Properties reader = consumer();
        reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reader.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reader.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return reader;
    }

    /** Settings of all our consumers: they read bytes, and commit no offsets. */
    Properties consumer() {
        Properties consumer =
                client(ConsumerConfig.configNames(), component.configuration().createConsumerProperties());
        prefer(consumer, UNTOUCHED_CONSUMER, REQUEST_TIMEOUT, "consumerRequestTimeoutMs", REQUEST_TIMEOUT_MS);
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic that somebody deletes must not come back with the broker's defaults.
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The newer protocol has no assignors on the client: any consumer of the ledger could be assigned shards.
        consumer.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        ClientReporter.addTo(consumer, ConsumerConfig.configNames(), metrics);
        return consumer;
    }

    /** Settings for a producer of bytes with this transactional id. */
    Properties producer(String transactionalId) {
        Properties producer =
                client(ProducerConfig.configNames(), component.configuration().createProducerProperties());
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.BATCH_SIZE_CONFIG, "producerBatchSize", "65536");
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.COMPRESSION_TYPE_CONFIG, "compressionCodec", "lz4");
        // A commit sends what is left: to wait for full batches costs no time.
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.LINGER_MS_CONFIG, "lingerMs", "100");
        // There is one producer for each shard: their buffers have to fit into the heap.
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.BUFFER_MEMORY_CONFIG, "bufferMemorySize", "4194304");
        prefer(producer, UNTOUCHED_PRODUCER, REQUEST_TIMEOUT, "requestTimeoutMs", REQUEST_TIMEOUT_MS);
        int batch =
                Integer.parseInt(producer.get(ProducerConfig.BATCH_SIZE_CONFIG).toString());
        if (batch > largestBatch.get()) {
            producer.put(ProducerConfig.BATCH_SIZE_CONFIG, largestBatch.get());
        }
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        ClientReporter.addTo(producer, ProducerConfig.configNames(), metrics);
        return producer;
    }

    /** Settings for a producer of single records: without transactions, and without waiting for more of them. */
    Properties sender() {
        Properties sender = producer("");
        sender.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        sender.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        sender.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        return sender;
    }

    /**
     * Limits the batches of producers that are opened from now on, to the least {@code max.message.bytes} of our topics. Kafka's
     * producer splits a batch that a topic refuses into batches of {@code batch.size}: if the topic refuses those, too, it
     * splits and sends them again until the transaction times out, and no record is reported as too large.
     */
    void limitBatches(int maxMessageBytes) {
        largestBatch.accumulateAndGet(maxMessageBytes, Math::min);
    }

    /**
     * Sets what nobody has set: neither to another value than Camel's default, nor to that very value.
     *
     * @param option what Camel calls the key of Kafka
     */
    void prefer(Properties all, Properties untouched, String key, String option, String value) {
        if (Objects.equals(all.get(key), untouched.get(key)) && !component.isSet(key, option)) {
            all.put(key, value);
        }
    }

    /** The brokers' addresses for logs and health; throws nothing. */
    public String shownBrokers() {
        try {
            return brokers();
        } catch (RuntimeException e) {
            return "an unknown address";
        }
    }

    /** Settings of all our clients. */
    private Properties client(Set<String> names, Properties all) {
        Properties client = new Properties();
        all.forEach((name, value) -> {
            if (names.contains(name)) {
                client.put(name, value);
            }
        });
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, silent.without(brokers()));
        if (names.contains(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG)) {
            // If all brokers that it knows have moved, it asks the configured addresses again: the default from 4.0 on.
            client.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
        }
        if (context.getManagementStrategy().getManagementAgent() == null) {
            ClientReporter.withoutJmx(client, names); // Camel has no MBeans either.
        }
        return client;
    }
}
