package io.vaultmedia.bench;

import io.vaultmedia.bench.report.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Receives the published records, and records how long ago each variant was stored. For one thread. */
record Freshness(String brokers, Product product) {
    /** Returns the ages of variants that were stored after the warm-up and received by the end of the window. */
    Samples millis(Duration warmUp, Duration window) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.of(brokers, product.awaitPartitions())) {
            long from = System.currentTimeMillis() + warmUp.toMillis();
            return new Samples(receive(consumer, from, from + window.toMillis()));
        }
    }

    private List<Double> receive(KafkaConsumer<byte[], byte[]> consumer, long from, long to) throws Exception {
        List<Double> ages = new ArrayList<>();
        while (System.currentTimeMillis() < to) {
            product.jvm().requireAlive();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                long storedAt = storedAt(record);
                if (storedAt >= from) {
                    ages.add((double) (System.currentTimeMillis() - storedAt));
                }
            }
        }
        return ages;
    }

    /** Returns the storedAt in its ce_id. */
    private static long storedAt(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
        return Long.parseLong(id.substring(id.lastIndexOf('@') + 1));
    }
}
