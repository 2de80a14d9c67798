package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a record of the signals topic. It refuses what it does not understand, even a field: a misspelled one might be the
 * point of the signal. Its messages repeat nothing of the record, because a key may be an id. Stateless.
 */
public final class SignalParser {

    /** In place of an instant: everything. */
    public static final String BEGINNING = "beginning";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> FIELDS = Set.of("signal", "from", "republish");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private SignalParser() {}

    /** Throws IllegalArgumentException, which says what is wrong, if the record is no signal. */
    public static Signal parse(byte[] key, byte[] value) {
        String to = key == null ? "" : new String(key, UTF_8).strip();
        require(!to.isEmpty(), "the key must be a connection's alias or id, or *");
        JsonNode json = json(value);
        json.fieldNames()
                .forEachRemaining(name -> require(
                        FIELDS.contains(name), "the value has an unknown field: there are signal, from and republish"));
        Signal.Kind kind = kind(json.path("signal"));
        boolean isRewind = kind == Signal.Kind.REWIND;
        require(isRewind == json.has("from"), "a rewind, and no other signal, must have from");
        require(isRewind || !json.has("republish"), "only a rewind may have republish");
        JsonNode republish = json.path("republish");
        require(republish.isMissingNode() || republish.isBoolean(), "republish must be true or false");
        return new Signal(to, kind, isRewind ? from(json.path("from").asText()) : null, republish.asBoolean());
    }

    private static JsonNode json(byte[] value) {
        JsonNode json = null;
        try {
            json = value == null ? null : JSON.readTree(value);
        } catch (IOException e) {
            // Refused below, like JSON that is no object.
        }
        if (json == null || !json.isObject()) {
            throw new IllegalArgumentException("the value must be a JSON object such as {\"signal\":\"poll\"}");
        }
        return json;
    }

    private static Signal.Kind kind(JsonNode signal) {
        return Optional.of(signal)
                .filter(JsonNode::isTextual)
                .flatMap(text -> kind(text.asText()))
                .orElseThrow(() -> new IllegalArgumentException("signal must be one of " + labels()));
    }

    /** Returns the kind of signal that this word is for. */
    public static Optional<Signal.Kind> kind(String label) {
        return Arrays.stream(Signal.Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** Returns the words for all kinds of signals. */
    public static List<String> labels() {
        return Arrays.stream(Signal.Kind.values()).map(Signal.Kind::label).collect(Collectors.toList());
    }

    /**
     * Returns the instant of a rewind; null for the beginning.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Instant from(String text) {
        if (text.equals(BEGINNING)) {
            return null;
        }
        try {
            Instant from = OffsetDateTime.parse(text).toInstant();
            require(!from.isBefore(Instant.EPOCH) && from.isBefore(LATEST), "from must be between 1970 and 9999");
            return from;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "from must be " + BEGINNING + ", or an ISO 8601 instant such as 2026-06-01T00:00:00Z", e);
        }
    }

    private static void require(boolean isRight, String right) {
        if (!isRight) {
            throw new IllegalArgumentException(right);
        }
    }
}
