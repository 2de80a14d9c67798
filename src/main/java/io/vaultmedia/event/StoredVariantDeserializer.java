package io.vaultmedia.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the value of a variant's record, for a Kafka consumer. It ignores fields that this version does not know. A value that
 * is no variant is a {@link SerializationException} that does not show it; so is an event of the structured mode. Needs no
 * Camel. Thread safe.
 */
public final class StoredVariantDeserializer implements Deserializer<StoredVariant> {

    private static final ObjectReader READER = new ObjectMapper().readerFor(StoredVariant.class);

    @Override
    public StoredVariant deserialize(String topic, byte[] value) {
        return value == null
                ? null
                : read(value)
                        .filter(variant -> variant.connection() != null && variant.mediaId() != null)
                        .orElseThrow(() -> new SerializationException(
                                "A value of the topic " + topic + " is not a stored variant"));
    }

    /** Jackson's own message would quote the value, which may hold a signed address. */
    private static Optional<StoredVariant> read(byte[] value) {
        try {
            return Optional.ofNullable(READER.readValue(value));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
