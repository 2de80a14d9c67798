package io.vaultmedia.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for the product: lists every vault again and again, and publishes what it has not seen. */
final class PlainPublisher implements Product {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> seen = new HashSet<>();
    private final int copies;

    /** Publishes each variant that often. */
    PlainPublisher(int copies) {
        this.copies = copies;
    }

    @Override
    public AutoCloseable start(Map<String, String> properties) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", properties.get("camel.component.kafka.brokers"));
        createTopics(kafka, properties.get("vault.topic.prefix"));
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer());
        ScheduledExecutorService polls = Executors.newSingleThreadScheduledExecutor();
        var unused = polls.scheduleWithFixedDelay(() -> poll(properties, producer), 0, 100, TimeUnit.MILLISECONDS);
        return () -> {
            polls.shutdown();
            polls.awaitTermination(10, TimeUnit.SECONDS);
            producer.close();
        };
    }

    private static void createTopics(Map<String, Object> kafka, String prefix) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            List<NewTopic> topics = Stream.of("image", "video", "audio")
                    .map(type -> new NewTopic(prefix + "." + type, Optional.of(2), Optional.empty()))
                    .toList();
            admin.createTopics(topics).all().get();
        }
    }

    private void poll(Map<String, String> properties, KafkaProducer<String, String> producer) {
        for (String connection : properties.get("vault.connections").split(",", -1)) {
            String[] names = connection.split("=", 2);
            for (JsonNode item : list(properties, names[1])) {
                for (JsonNode variant : item.get("media")) {
                    publish(properties.get("vault.topic.prefix"), names[0], item, variant, producer);
                }
            }
        }
        producer.flush();
    }

    private void publish(
            String prefix, String alias, JsonNode item, JsonNode variant, KafkaProducer<String, String> producer) {
        String mediaId = item.get("id").asText();
        String label = variant.get("quality").asText();
        String id = alias + "/" + mediaId + "/" + label + "@"
                + variant.get("storedAt").asLong();
        if (!variant.get("status").asText().equals("stored") || !seen.add(id)) {
            return;
        }
        String type = item.get("type").asText();
        ObjectNode value =
                ((ObjectNode) variant).put("type", type).put("mediaId", mediaId).put("label", label);
        for (int copy = 0; copy < copies; copy++) {
            var record = new ProducerRecord<>(prefix + "." + type, alias + "/" + mediaId, value.toString());
            record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_foundby", "incremental".getBytes(StandardCharsets.UTF_8));
            var unused = producer.send(record);
        }
    }

    private List<JsonNode> list(Map<String, String> properties, String connectionId) {
        try {
            URI uri = URI.create(properties.get("vault.api.base-url") + "/v2/vault-plus/media");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("apiKey", properties.get("vault.api.key"))
                    .header("x-connection-id", connectionId)
                    .build();
            JsonNode page =
                    json.readTree(http.send(request, BodyHandlers.ofString()).body());
            return Stream.of(page.get("items"))
                    .flatMap(items -> items.valueStream())
                    .toList();
        } catch (java.io.IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
