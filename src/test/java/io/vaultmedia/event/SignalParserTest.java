package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.event.Signal.Kind;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignalParserTest {

    private static final Instant NOON = Instant.parse("2026-06-07T12:00:00Z");

    private static Signal parse(String key, String value) {
        return SignalParser.parse(
                key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POLL", "SWEEP", "PAUSE", "RESUME"})
    void readsASignal(Kind kind) {
        assertThat(parse("alice", "{\"signal\":\"" + kind.label() + "\"}"))
                .isEqualTo(new Signal("alice", kind, null, false));
    }

    @Test
    void readsARewind() {
        assertThat(parse("*", "{\"signal\":\"rewind\",\"from\":\"2026-06-07T14:00:00+02:00\",\"republish\":true}"))
                .isEqualTo(new Signal("*", Kind.REWIND, NOON, true));
        assertThat(parse("alice", "{\"signal\":\"rewind\",\"from\":\"beginning\"}"))
                .isEqualTo(new Signal("alice", Kind.REWIND, null, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | {\"signal\":\"poll\"} | the key must be",
                "' ' | {\"signal\":\"poll\"} | the key must be",
                "alice | | must be a JSON object",
                "alice | '' | must be a JSON object",
                "alice | poll | must be a JSON object",
                "alice | [] | must be a JSON object",
                "alice | {\"signal\":\"poll\"}} | must be a JSON object",
                "alice | {} | signal must be one of",
                "alice | {\"signal\":1} | signal must be one of",
                "alice | {\"signal\":\"POLL\"} | signal must be one of",
                "alice | {\"signal\":\"poll\",\"republsh\":true} | unknown field",
                "alice | {\"signal\":\"poll\",\"from\":\"beginning\"} | a rewind, and no other",
                "alice | {\"signal\":\"poll\",\"republish\":false} | only a rewind",
                "alice | {\"signal\":\"rewind\"} | a rewind, and no other",
                "alice | {\"signal\":\"rewind\",\"from\":\"2026-06-07\"} | from must be beginning",
                "alice | {\"signal\":\"rewind\",\"from\":7} | from must be beginning",
                "alice | {\"signal\":\"rewind\",\"from\":\"1969-01-01T00:00:00Z\"} | between 1970",
                "alice | {\"signal\":\"rewind\",\"from\":\"beginning\",\"republish\":\"yes\"} | true or false",
            })
    void refusesWhatItDoesNotUnderstand(String key, String value, String right) {
        assertThatThrownBy(() -> parse(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(right)
                .hasMessageNotContaining("alice");
    }

    @Test
    void readsWhatWeSend() {
        for (Signal signal : new Signal[] {
            new Signal("*", Kind.PAUSE, null, false),
            new Signal("alice", Kind.REWIND, NOON, true),
            new Signal("bob", Kind.REWIND, null, false)
        }) {
            ProducerRecord<byte[], byte[]> record = new SignalRecords(new Topics("p")).of(signal);
            assertThat(record.topic()).isEqualTo("p.signals");
            assertThat(SignalParser.parse(record.key(), record.value())).isEqualTo(signal);
        }
    }
}
