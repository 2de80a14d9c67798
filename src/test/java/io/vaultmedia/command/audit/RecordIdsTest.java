package io.vaultmedia.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdsTest {

    private final RecordIds ids = new RecordIds();

    private static ConsumerRecord<byte[], byte[]> record(String key, String value, Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("topic", 0, 0, key.getBytes(UTF_8), value.getBytes(UTF_8));
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    @Test
    void readsTheHeader() {
        assertThat(ids.of(record("", "no JSON", Map.of("ce_id", "a/b/x%2Fy%40%25/720@17"))))
                .containsExactly(new VariantKey("a/b", "x/y@%", "720", 17));
    }

    @Test
    void readsTheEnvelopeOfAStructuredRecord() {
        ConsumerRecord<byte[], byte[]> record =
                record("", "{\"id\":\"alice/1/full@5\",\"foundby\":\"sweep\"}", Map.of());

        assertThat(ids.of(record)).containsExactly(new VariantKey("alice", "1", "full", 5));
        assertThat(ids.foundBy(record)).isEqualTo("sweep");
    }

    @Test
    void readsEachVariantOfAnItem() {
        String item = "{\"connection\":\"alice\",\"mediaId\":\"1\",\"variants\":["
                + "{\"label\":\"full\",\"storedAt\":5},{\"label\":\"720\",\"storedAt\":6}]}";
        String envelope = "{\"specversion\":\"1.0\",\"id\":\"alice/1/full@5+1\",\"data\":" + item + "}";
        VariantKey[] both = {new VariantKey("alice", "1", "full", 5), new VariantKey("alice", "1", "720", 6)};

        assertThat(ids.of(record("", item, Map.of("ce_id", "alice/1/full@5+1"))))
                .containsExactly(both);
        assertThat(ids.of(record("", envelope, Map.of()))).containsExactly(both);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1/full@5", "alice/1/full", "alice/1/full@x", "42/full/notice", "@/"})
    void anotherIdIsNotOurs(String id) {
        assertThat(ids.of(record("", "{}", Map.of("ce_id", id)))).isEmpty();
    }

    @Test
    void aDeadLetterOfAVariantNamesIt() {
        Map<String, String> headers = Map.of("dl_reason", "refused", "dl_connection", "alice");
        String value = "{\"mediaId\":\"1\",\"label\":\"full\",\"storedAt\":5}";

        assertThat(ids.buried(record("alice/1", value, headers)))
                .containsExactly(new VariantKey("alice", "1", "full", 5));
        assertThat(ids.buriesAVariant(record("alice/1", value, Map.of("dl_reason", "wrong-shape"))))
                .isFalse();
    }

    @Test
    void aDeadLetterWhoseValueIsLeftOutNamesTheVariantOnly() {
        Map<String, String> headers = Map.of(
                "dl_reason",
                "refused",
                "dl_connection",
                "alice",
                "dl_detail",
                "media.full: Kafka refused its record: x");

        assertThat(ids.buried(record("alice/1", "", headers)))
                .containsExactly(new VariantKey("alice", "1", "full", -1));
    }
}
