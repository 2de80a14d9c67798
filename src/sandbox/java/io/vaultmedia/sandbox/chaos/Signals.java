package io.vaultmedia.sandbox.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The signals that are sent to the product, and what it answered. Immutable.
 *
 * @param client settings of a Kafka client that is not the product's
 * @param prefix of the product's topics
 */
record Signals(Map<String, String> client, String prefix) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Signals {
        client = Map.copyOf(client);
    }

    /** Returns once Kafka has the signal. */
    void send(String connection, String value) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("acks", "all");
        try (Producer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(prefix + ".signals", connection, value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("sending a signal", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending a signal", e);
        }
    }

    /** Returns how many were sent. */
    int sent() {
        return read("signals").size();
    }

    /** Returns the offset of each signal that was followed, each time with the shard that followed it. */
    List<Map.Entry<Long, Integer>> followed() {
        return read("notifications").stream().map(Signals::followed).toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return new CommittedTopics(client, prefix).read(topic::equals);
    }

    private static Map.Entry<Long, Integer> followed(ConsumerRecord<byte[], byte[]> answer) {
        try {
            JsonNode value = JSON.readTree(answer.value());
            return Map.entry(value.path("offset").asLong(), value.path("shard").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the answer to a signal", e);
        }
    }
}
