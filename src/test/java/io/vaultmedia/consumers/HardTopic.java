package io.vaultmedia.consumers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A topic as the product's can be after failures, with what readers of {@code read_committed} get wrong: aborted pages
 * before, between and after committed ones, an aborted transaction that was open while another one was committed, and a
 * partition that has nothing but aborted records and markers.
 */
final class HardTopic {

    private static final int PAGE = 50;

    private final String name;
    private final Set<String> committed = new TreeSet<>();

    private HardTopic(String name) {
        this.name = name;
    }

    /** Creates and fills it. */
    static HardTopic create(String brokers, String name) throws ExecutionException, InterruptedException {
        return create(brokers, name, Map.of());
    }

    /** Creates and fills one that is compacted, and returns when the cleaner has removed records and whole batches. */
    static HardTopic compacted(String brokers, String name) throws ExecutionException, InterruptedException {
        hurryTheCleaner(brokers);
        HardTopic topic = create(
                brokers,
                name,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.01",
                        "segment.ms", "100",
                        "delete.retention.ms", "100"));
        try (KafkaProducer<byte[], byte[]> producer = producer(brokers, name + "-3")) {
            topic.commit(producer, 0, "first");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                topic.commit(producer, 0, "last"); // Closes the segment before it, which can then be cleaned.
                return topic.isCleaned(brokers);
            });
        }
        return topic;
    }

    /** The first page is there once only: the cleaner has removed what was written before it. */
    private boolean isCleaned(String brokers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest", "enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(name, 0);
            consumer.assign(Set.of(partition));
            long end = consumer.endOffsets(Set.of(partition)).get(partition);
            int first = 0;
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    first += new String(record.key(), StandardCharsets.UTF_8).startsWith("first-") ? 1 : 0;
                }
            }
            return first == PAGE;
        }
    }

    private static HardTopic create(String brokers, String name, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        HardTopic topic = new HardTopic(name);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(Set.of(new NewTopic(name, 2, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> one = producer(brokers, name + "-1");
                KafkaProducer<byte[], byte[]> two = producer(brokers, name + "-2")) {
            topic.fill(one, two);
        }
        return topic;
    }

    /** The cleaner rests for 15 s after each topic, unless it is told otherwise. */
    private static void hurryTheCleaner(String brokers) throws ExecutionException, InterruptedException {
        AlterConfigOp soon =
                new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "200"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(soon)))
                    .all()
                    .get();
        }
    }

    private void fill(KafkaProducer<byte[], byte[]> one, KafkaProducer<byte[], byte[]> two)
            throws ExecutionException, InterruptedException {
        abort(one, 0, "aborted-at-the-head");
        commit(one, 0, "first");
        abort(one, 0, "aborted-between");
        one.beginTransaction();
        send(one, 0, "aborted-while-another-commits");
        commit(two, 0, "second");
        one.abortTransaction();
        abort(one, 1, "aborted-alone");
        commit(one, 0, "third");
        abort(two, 0, "aborted-at-the-end");
    }

    private void commit(KafkaProducer<byte[], byte[]> producer, int partition, String page)
            throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        committed.addAll(send(producer, partition, page));
        producer.commitTransaction();
    }

    private void abort(KafkaProducer<byte[], byte[]> producer, int partition, String page)
            throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        send(producer, partition, page);
        producer.abortTransaction();
    }

    /** Returns the keys; all are in the log when it returns, so that an abort does not drop them at the producer. */
    private Set<String> send(KafkaProducer<byte[], byte[]> producer, int partition, String page) {
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < PAGE; i++) {
            String key = page + "-" + i;
            keys.add(key);
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            var unused =
                    producer.send(new ProducerRecord<>(name, partition, bytes, bytes)); // A failure fails the commit.
        }
        producer.flush();
        return keys;
    }

    private static KafkaProducer<byte[], byte[]> producer(String brokers, String id) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, id,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    String name() {
        return name;
    }

    /** The keys that a reader must see, each once. */
    Set<String> committed() {
        return committed;
    }
}
