package io.vaultmedia.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The schemas of records as they are in the sources. */
public final class Schemas {

    static final Path PRESENT = Path.of("src", "main", "resources", "schemas");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Schemas() {}

    /** Fails unless the value is what the schema of this name says. */
    public static void assertValid(String name, byte[] value) {
        try {
            JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(read(PRESENT.resolve(name)));
            assertThat(schema.validate(JSON.readTree(value)))
                    .as("what %s says of %s", name, new String(value, java.nio.charset.StandardCharsets.UTF_8))
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
