package io.vaultmedia.command.audit;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says where a record is, as Kafka's tools do: its key and value stay out, because they may be secret. */
final class Locations {

    private Locations() {}

    static String of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.topic(), record.partition(), record.offset());
    }

    static String of(String topic, int partition, long offset) {
        return topic + "[" + partition + "]@" + offset;
    }
}
