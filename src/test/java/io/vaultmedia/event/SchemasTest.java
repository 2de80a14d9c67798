package io.vaultmedia.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of records: what they say, and what they may never say. */
class SchemasTest {

    private static final Path RELEASED = Path.of("src", "test", "resources", "schemas", "released");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final MediaVariant VARIANT =
            new MediaVariant("full", "stored", "full", "image/jpeg", 1, 2, 3, 4L, 5, 6, "https://signed.example/");

    /** Those that draft-07 and 2020-12 have in common, and that the official generator of AsyncAPI understands. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema", "title", "description", "type", "required", "properties", "items", "minItems", "enum", "format");

    static List<Path> schemas() {
        return Schemas.in(Schemas.PRESENT);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isValidByEachMetaSchema(Path file) {
        assertThat(errorsBy(VersionFlag.V7, SchemaId.V7, file)).isEmpty();
        assertThat(errorsBy(VersionFlag.V202012, SchemaId.V202012, file)).isEmpty();
    }

    private static Set<?> errorsBy(VersionFlag version, String metaSchema, Path file) {
        JsonSchema meta = JsonSchemaFactory.getInstance(version).getSchema(SchemaLocation.of(metaSchema));
        return new TreeSet<>(
                meta.validate(Schemas.read(file)).stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void hasATitleForEachObjectAndNoRareKeyword(Path file) {
        assertPlain(Schemas.read(file), file.toString());
    }

    private static void assertPlain(JsonNode schema, String where) {
        assertThat(KEYWORDS).as("keywords of %s", where).containsAll(names(schema));
        assertThat(schema.path("description").asText())
                .as("description in %s", where)
                .isNotBlank();
        if (schema.path("type").asText().equals("object")) {
            assertThat(schema.path("title").asText()).as("title in %s", where).isNotBlank();
        }
        schema.path("properties").properties().forEach(one -> assertPlain(one.getValue(), where + "." + one.getKey()));
        if (schema.has("items")) {
            assertPlain(schema.get("items"), where + "[]");
        }
    }

    @Test
    void saysWhatARecordIs() throws IOException {
        MediaItem item = new MediaItem("7", "video", 12.5, List.of(VARIANT, VARIANT));
        MediaItem image = new MediaItem("7", "image", null, List.of(VARIANT));

        for (boolean includesUrl : List.of(true, false)) {
            MediaMessages messages = new MediaMessages(includesUrl);
            assertWhole(
                    "stored-variant.v1.json", messages.variants("alice", item).get(0), includesUrl);
            assertWhole(
                    "stored-variant.v1.json", messages.variants("alice", image).get(0), includesUrl);
            assertWhole("stored-item.v1.json", messages.items("alice", item).get(0), includesUrl);
        }
        assertWhole("connection-progress.v1.json", new ConnectionProgress("alice", 1L, "backfill", 2), true);
        assertWhole("connection-progress.v1.json", new ConnectionProgress("alice", null, "backfill", 2), true);
    }

    /** It is valid, and the schema names all of its fields. */
    private static void assertWhole(String schema, Object value, boolean includesUrl) throws IOException {
        byte[] json = VariantRecords.json().writeValueAsBytes(value);
        Schemas.assertValid(schema, json);
        JsonNode properties = Schemas.read(Schemas.PRESENT.resolve(schema)).get("properties");
        Set<String> named = names(properties);
        if (!includesUrl) {
            named.remove("url");
        }
        assertThat(names(JSON.readTree(json)))
                .as("fields, against those of %s", schema)
                .isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"signal\":\"poll\"}",
                "{\"signal\":\"rewind\",\"from\":\"2026-06-01T00:00:00Z\"}",
                "{\"signal\":\"rewind\",\"from\":\"2026-06-01T00:00:00Z\",\"republish\":true}"
            })
    void saysWhatASignalIs(String signal) {
        Schemas.assertValid("signal.v1.json", signal.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Consumers were generated from it: they may know no more fields, and need those that they know. */
    @Test
    void keepsWhatWasReleased() {
        assertThat(Schemas.in(RELEASED)).isNotEmpty().allSatisfy(released -> {
            Path present = Schemas.PRESENT.resolve(released.getFileName());
            assertThat(present).as("a released schema must stay").exists();
            assertThat(breaks("", Schemas.read(released), Schemas.read(present)))
                    .as(
                            "%s would break consumers of the released schema: undo this, or make a schema and a ce_type .v2",
                            present)
                    .isEmpty();
        });
    }

    @Test
    void noticesWhatWouldBreakAConsumer() throws IOException {
        JsonNode released = JSON.readTree("{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{"
                + "\"a\":{\"type\":\"string\"},\"b\":{\"type\":[\"integer\",\"null\"]}}}");

        assertThat(breaks("", released, released)).isEmpty();
        assertThat(breaksOf(released, "\"c\":{\"type\":\"string\"},", "\"a\"")).isEmpty();
        assertThat(breaksOf(released, "\"c\":{\"type\":\"string\"},", "\"a\",\"c\""))
                .containsExactly(".c is required now");
        assertThat(breaksOf(released, "", "\"b\""))
                .containsExactly(".a is not required any more", ".b is required now");
        assertThat(breaks(
                        "",
                        released,
                        JSON.readTree("{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{"
                                + "\"a\":{\"type\":\"integer\"}}}")))
                .containsExactly(".a has another type", ".b is removed");
    }

    private static List<String> breaksOf(JsonNode released, String added, String required) throws IOException {
        return breaks(
                "",
                released,
                JSON.readTree("{\"type\":\"object\",\"required\":[" + required + "],\"properties\":{" + added
                        + "\"a\":{\"type\":\"string\"},\"b\":{\"type\":[\"integer\",\"null\"]}}}"));
    }

    private static List<String> breaks(String where, JsonNode released, JsonNode present) {
        List<String> breaks = new ArrayList<>();
        if (present == null) {
            return List.of(where + " is removed");
        }
        if (!released.path("type").equals(present.path("type"))
                || !released.path("enum").equals(present.path("enum"))) {
            breaks.add(where + " has another type");
        }
        Set<String> was = texts(released.path("required"));
        Set<String> is = texts(present.path("required"));
        was.stream()
                .filter(name -> !is.contains(name))
                .forEach(name -> breaks.add(where + "." + name + " is not required any more"));
        is.stream()
                .filter(name -> !was.contains(name))
                .forEach(name -> breaks.add(where + "." + name + " is required now"));
        for (String name : names(released.path("properties"))) {
            breaks.addAll(breaks(
                    where + "." + name,
                    released.get("properties").get(name),
                    present.path("properties").get(name)));
        }
        if (released.has("items")) {
            breaks.addAll(breaks(where + "[]", released.get("items"), present.get("items")));
        }
        return breaks;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
