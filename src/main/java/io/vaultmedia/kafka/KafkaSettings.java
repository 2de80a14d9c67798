package io.vaultmedia.kafka;

import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.StringHelper;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of all Kafka clients that we open: addresses, TLS, SASL and all else come from {@code
 * camel.component.kafka.*}. Options that are not set there get the values that this product needs. Thread safe.
 */
public final class KafkaSettings {

    private static final int ADMIN_TIMEOUT_MS = 10_000;

    private static final String INCLUDE_JMX = "auto.include.jmx.reporter";

    private static final Properties UNTOUCHED_PRODUCER = new KafkaConfiguration().createProducerProperties();
    static final Properties UNTOUCHED_CONSUMER = new KafkaConfiguration().createConsumerProperties();

    private final CamelContext context;
    private final AtomicInteger largestBatch = new AtomicInteger(Integer.MAX_VALUE);

    public KafkaSettings(CamelContext context) {
        this.context = context;
    }

    /** Settings for an admin client, with short time-outs: it soon reports that Kafka is not there. */
    Properties admin() {
        Properties admin =
                client(AdminClientConfig.configNames(), configuration().createProducerProperties());
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
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
                client(ConsumerConfig.configNames(), configuration().createConsumerProperties());
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic that somebody deletes must not come back with the broker's defaults.
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The newer protocol has no assignors on the client: any consumer of the ledger could be assigned shards.
        consumer.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return consumer;
    }

    /** Settings for a producer of bytes with this transactional id. */
    Properties producer(String transactionalId) {
        Properties producer =
                client(ProducerConfig.configNames(), configuration().createProducerProperties());
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.BATCH_SIZE_CONFIG, "producerBatchSize", "65536");
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.COMPRESSION_TYPE_CONFIG, "compressionCodec", "lz4");
        // A commit sends what is left: to wait for full batches costs no time.
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.LINGER_MS_CONFIG, "lingerMs", "100");
        // There is one producer for each shard: their buffers have to fit into the heap.
        prefer(producer, UNTOUCHED_PRODUCER, ProducerConfig.BUFFER_MEMORY_CONFIG, "bufferMemorySize", "4194304");
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
        return producer;
    }

    /**
     * Limits the batches of producers that are opened from now on, to the least {@code max.message.bytes} of our topics. Kafka's
     * producer splits a batch that a topic refuses into batches of {@code batch.size}: if the topic refuses those, too, it
     * splits and sends them again until the transaction times out, and no record is reported as too large.
     */
    void limitBatches(int maxMessageBytes) {
        largestBatch.accumulateAndGet(maxMessageBytes, Math::min);
    }

    /** Returns the size in bytes of the largest record that a producer takes. */
    public int maxRecordBytes() {
        return Integer.parseInt(
                producer("").get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG).toString());
    }

    /**
     * Sets what nobody has set: neither to another value than Camel's default, nor to that very value.
     *
     * @param option what Camel calls the key of Kafka
     */
    void prefer(Properties all, Properties untouched, String key, String option, String value) {
        if (Objects.equals(all.get(key), untouched.get(key)) && !isSet(key, option)) {
            all.put(key, value);
        }
    }

    private boolean isSet(String key, String option) {
        PropertiesComponent properties = context.getPropertiesComponent();
        return configuration().getAdditionalProperties().containsKey(key)
                || Stream.of(option, StringHelper.camelCaseToDash(option))
                        .map(name -> properties.resolveProperty("camel.component.kafka." + name))
                        .flatMap(Optional::stream)
                        .anyMatch(value -> !value.startsWith(PropertiesComponent.PREFIX_TOKEN)); // One that is missing.
    }

    /** Makes clients: the host application's own, if its component has one. */
    KafkaClientFactory factory() {
        KafkaClientFactory own =
                context.getComponent("kafka", KafkaComponent.class).getKafkaClientFactory();
        return own == null ? new DefaultKafkaClientFactory() : own;
    }

    /** The brokers' addresses; if none are set, an exception says which key to set. */
    String brokers() {
        return factory().getBrokers(configuration());
    }

    /** The same for logs and health; throws nothing. */
    public String shownBrokers() {
        try {
            return brokers();
        } catch (RuntimeException e) {
            return "an unknown address";
        }
    }

    /** The configuration as an endpoint gets it: Camel adds its TLS for all components ({@code camel.ssl.*}) only there. */
    private KafkaConfiguration configuration() {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        KafkaConfiguration copy = kafka.getConfiguration().copy();
        if (copy.getSslContextParameters() == null && kafka.isUseGlobalSslContextParameters()) {
            copy.setSslContextParameters(context.getSSLContextParameters());
        }
        return copy;
    }

    /** Settings of all our clients. */
    private Properties client(Set<String> names, Properties all) {
        Properties client = new Properties();
        all.forEach((name, value) -> {
            if (names.contains(name)) {
                client.put(name, value);
            }
        });
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers());
        if (context.getManagementStrategy().getManagementAgent() == null) {
            // Camel has no MBeans either. Each client would register hundreds: half a second of CPU at the start.
            if (names.contains(INCLUDE_JMX)) {
                client.putIfAbsent(INCLUDE_JMX, false);
            } else { // Clients from 4.0 on.
                client.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
            }
        }
        return client;
    }
}
