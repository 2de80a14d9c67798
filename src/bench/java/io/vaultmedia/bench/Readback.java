package io.vaultmedia.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The records of a group of connections, read back as {@code read_committed}. Immutable.
 *
 * @param records the number of records
 * @param distinct the number of different ce_ids
 * @param digest equal for two sets of records with equal topics, keys, values and headers, in any order
 */
record Readback(long records, long distinct, long digest) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Reads all records of these partitions from these offsets on. */
    static Readback of(String brokers, Map<TopicPartition, Long> starts, String group) {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.of(brokers, starts.keySet())) {
            starts.forEach(consumer::seek);
            return read(consumer, consumer.endOffsets(starts.keySet()), group);
        }
    }

    /**
     * Fails unless there is this number of records, each once: a contender that loses or repeats records has no speed.
     */
    void require(long variants, String group) {
        if (records != variants || distinct != variants) {
            throw new IllegalStateException(String.format(
                    "reading back %s: %,d variants, %,d of them distinct, but %,d are stored",
                    group, records, distinct, variants));
        }
    }

    private static Readback read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, String keyPrefix) {
        Set<String> ids = new HashSet<>();
        MessageDigest sha = sha256();
        long records = 0;
        long digest = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("reading back " + keyPrefix + "…: the topics' ends were not reached in "
                        + PATIENCE.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (text(record.key()).startsWith(keyPrefix)) {
                    records++;
                    ids.add(text(record.headers().lastHeader("ce_id").value()));
                    digest += digest(sha, record);
                }
            }
        }
        return new Readback(records, ids.size(), digest);
    }

    private static long digest(MessageDigest sha, ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        update(sha, topic.substring(topic.lastIndexOf('.')).getBytes(StandardCharsets.UTF_8));
        update(sha, record.key());
        update(sha, record.value());
        for (Header header : record.headers()) {
            update(sha, header.key().getBytes(StandardCharsets.UTF_8));
            update(sha, header.value());
        }
        return java.nio.ByteBuffer.wrap(sha.digest()).getLong();
    }

    /** The length comes first, so that parts cannot run into each other. */
    private static void update(MessageDigest sha, byte[] part) {
        sha.update(
                java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        sha.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
