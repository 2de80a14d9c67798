package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both modes, as the official SDK's deserializer for Kafka reads them. */
class EventModeTest {

    private static final Topics TOPICS = new Topics("p");

    @ParameterizedTest
    @EnumSource
    void isReadByTheOfficialSdk(EventMode mode) {
        ProducerRecord<byte[], byte[]> record = new ProgressRecords(TOPICS, mode)
                .of(new ConnectionProgress("alice", 7L, "backfill", 3), Instant.parse("2026-06-07T12:00:00Z"));

        CloudEvent event = new CloudEventDeserializer().deserialize(record.topic(), record.headers(), record.value());

        assertThat(record.topic()).isEqualTo("p.progress");
        assertThat(new String(record.key(), UTF_8)).isEqualTo("alice");
        assertThat(event.getType()).isEqualTo("com.ofauth.vault.media.connection.progressed.v1");
        assertThat(event.getSource()).hasToString("/vault-plus/connections/alice");
        assertThat(event.getId()).isEqualTo("alice/progress@1780833600000");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-06-07T12:00:00Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(new String(event.getData().toBytes(), UTF_8))
                .isEqualTo("{\"connection\":\"alice\",\"verifiedUpTo\":7,\"scan\":\"backfill\",\"publishedTotal\":3}");
    }

    @Test
    void isOneJsonObjectInTheStructuredMode() {
        ProducerRecord<byte[], byte[]> record = structured("application/json", "{\"a\":1.50}");

        assertThat(new String(record.value(), UTF_8))
                .isEqualTo("{\"id\":\"i\",\"type\":\"com.ofauth.vault.media.item.stored.v1\",\"datacontenttype\":"
                        + "\"application/json\",\"dataschema\":\"urn:vault-media-routes:schema:stored-item.v1\","
                        + "\"data\":{\"a\":1.50}}");
        assertThat(record.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("content-type=application/cloudevents+json", "tenant=acme", "ce_Not-One=x");
    }

    @Test
    void isTextOrBase64UnlessItIsJson() {
        assertThat(structured("text/plain", "a\"b").value()).asString(UTF_8).endsWith("\"data\":\"a\\\"b\"}");
        assertThat(structured("image/png", "ab").value()).asString(UTF_8).endsWith("\"data_base64\":\"YWI=\"}");
        assertThat(structured("Application/vnd.x+json; charset=utf-8", "[]").value())
                .asString(UTF_8)
                .endsWith("\"data\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "{}{}", "{\"a\":", "{} x"})
    void refusesWhatIsNoJson(String value) {
        assertThatThrownBy(() -> structured("application/json", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set the header content-type");
    }

    private static ProducerRecord<byte[], byte[]> structured(String contentType, String value) {
        ProducerRecord<byte[], byte[]> binary = new ProducerRecord<>("t", new byte[] {1}, value.getBytes(UTF_8));
        binary.headers().add("ce_id", new byte[] {'i'});
        binary.headers().add("ce_type", "com.ofauth.vault.media.item.stored.v1".getBytes(UTF_8));
        binary.headers().add("content-type", contentType.getBytes(UTF_8));
        binary.headers().add("tenant", "acme".getBytes(UTF_8));
        binary.headers().add("ce_Not-One", new byte[] {'x'});
        return EventMode.STRUCTURED.of(binary);
    }
}
