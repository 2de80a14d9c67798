package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.vaultmedia.event.Schemas;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantees 1 and 2 with one record for each item ({@code vault.publish.granularity=item}), in both modes of CloudEvents as
 * the official SDK reads them.
 */
@WithKafka
class ItemRecordsTest {

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void eachVariantIsInOneRecordInTheStructuredMode() {
        publish("structured");
    }

    @Test
    void eachVariantIsInOneRecordInTheBinaryMode() {
        publish("binary");
    }

    private void publish(String mode) {
        try (VaultSimulator api = VaultSimulator.start()) {
            Vault alice = api.vault(Product.ALICE);
            api.vault(Product.BOB);
            alice.load(120, "full", "thumb");
            Map<String, String> settings =
                    Map.of("vault.publish.granularity", "item", "vault.publish.cloudevents", mode);
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings)) {
                Awaitility.await().until(() -> events().size() == 120);
                alice.store(alice.items().get(0).id(), "preview");
                alice.store("new", "full");
                Awaitility.await().until(() -> events().size() >= 122);
            }
            List<CloudEvent> events = events();
            assertThat(events).hasSize(122);
            assertThat(events.stream().map(CloudEvent::getId)).doesNotHaveDuplicates();
            assertThat(variantsOf(events))
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(alice.everStored().stream()
                            .map(variant -> Published.idOf("alice", variant))
                            .toList());
        }
    }

    private List<CloudEvent> events() {
        List<CloudEvent> events = new ArrayList<>();
        CloudEventDeserializer deserializer = new CloudEventDeserializer();
        for (ConsumerRecord<byte[], byte[]> record : Published.of(prefix).variants()) {
            events.add(deserializer.deserialize(record.topic(), record.headers(), record.value()));
        }
        return events;
    }

    private static List<String> variantsOf(List<CloudEvent> events) {
        List<String> ids = new ArrayList<>();
        for (CloudEvent event : events) {
            byte[] data = event.getData().toBytes();
            Schemas.assertValid("stored-item.v1.json", data);
            JsonNode item = read(data);
            item.get("variants")
                    .forEach(variant -> ids.add(item.get("connection").asText() + "/"
                            + item.get("mediaId").asText() + "/"
                            + variant.get("label").asText() + "@"
                            + variant.get("storedAt").asLong()));
        }
        return ids;
    }

    private static JsonNode read(byte[] json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
