package io.vaultmedia.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.Application;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Who has only the AsyncAPI document can read the product's records: types are generated from it by the official generator,
 * compiled, and read what a real broker has.
 */
@WithKafka
@EnabledIf(value = "areInstalled", disabledReason = "the generator is not installed: .ci/run does that")
class GeneratedConsumerTest {

    private static final Path FOLDER = Path.of("target", "consumers");
    private static final Path EXAMPLES = Path.of("src", "consumers");
    private static final Path DOCUMENT = Path.of("src", "main", "resources", "asyncapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ITEMS = 20;

    static boolean areInstalled() {
        return Client.areInstalled();
    }

    @Test
    void theDocumentIsValid() throws Exception {
        assertThat(node("validate.mjs", DOCUMENT.toString()))
                .containsExactly("audio deadLetter image notifications other progress signals video");
    }

    /** docs/asyncapi.html is what {@code node page.mjs} makes of the document. */
    @Test
    void itsPageIsUpToDate() throws Exception {
        Path page = FOLDER.resolve("page.html");
        node("page.mjs", DOCUMENT.toString(), page.toString());

        assertThat(Files.readString(Path.of("docs", "asyncapi.html")))
                .as("make it again: node target/consumers/page.mjs %s docs/asyncapi.html", DOCUMENT)
                .isEqualTo(Files.readString(page));
    }

    @Test
    void typesThatAreGeneratedFromItReadRealRecords() throws Exception {
        Path generated = FOLDER.resolve("generated");
        assertThat(node("generate.mjs", DOCUMENT.toString(), generated.toString())
                        .get(0))
                .contains("StoredVariant", "StoredItem", "ConnectionProgress", "Signal");
        List<String> values = published();
        assertThat(values).hasSize(ITEMS);

        List<String> ids = new ArrayList<>();
        for (String value : values) {
            JsonNode json = JSON.readTree(value);
            ids.add("alice/" + json.path("mediaId").asText() + "/full@"
                    + json.path("storedAt").asLong());
        }
        assertThat(typeScript(values)).map(line -> line.split("\t", 2)[0]).isEqualTo(ids);
        assertThat(java(generated.resolve("java"), values)).isEqualTo(ids);
    }

    /** Runs the product against a simulated API until each item is published, and returns the values of its records. */
    private static List<String> published() throws Exception {
        String prefix = KafkaExtension.freshPrefix();
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault("conn_1").load(ITEMS, "full");
            Main product = Application.start(Map.of(
                    "vault.api.base-url",
                    api.baseUrl().toString(),
                    "vault.api.key",
                    api.apiKey(),
                    "vault.connections",
                    "alice=conn_1",
                    "vault.shards",
                    "1",
                    "vault.group",
                    prefix,
                    "vault.topic.prefix",
                    prefix,
                    "camel.component.kafka.brokers",
                    KafkaExtension.bootstrapServers(),
                    "camel.management.enabled",
                    "false"));
            try {
                return read(List.of(prefix + ".image", prefix + ".video", prefix + ".audio"));
            } finally {
                product.stop();
            }
        }
    }

    private static List<String> read(List<String> topics) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", KafkaExtension.bootstrapServers(),
                "group.id", topics.get(0),
                "auto.offset.reset", "earliest",
                "metadata.max.age.ms", "500",
                "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(topics);
            while (values.size() < ITEMS && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static List<String> typeScript(List<String> values) throws Exception {
        Files.copy(EXAMPLES.resolve("typed.ts"), FOLDER.resolve("typed.ts"), StandardCopyOption.REPLACE_EXISTING);
        List<String> compiled = run(
                List.of(
                        "node",
                        "node_modules/typescript/bin/tsc",
                        "--strict",
                        "--target",
                        "es2022",
                        "--module",
                        "es2022",
                        "--moduleResolution",
                        "bundler",
                        "--types",
                        "node",
                        "typed.ts"),
                List.of());
        assertThat(compiled).as("what tsc says").isEmpty();
        return run(List.of("node", "typed.js"), values);
    }

    /** Returns the ids that the generated Java class reads; a field that it does not know would be among the additional ones. */
    private static List<String> java(Path sources, List<String> values) throws Exception {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        List<String> ids = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> type = loader.loadClass("generated.StoredVariant");
            ObjectMapper json = new ObjectMapper();
            json.setTypeFactory(json.getTypeFactory().withClassLoader(loader));
            for (String value : values) {
                Object variant = json.readValue(value, type);
                assertThat((Map<?, ?>) get(variant, "AdditionalProperties")).isNullOrEmpty();
                ids.add(get(variant, "Connection") + "/" + get(variant, "MediaId") + "/" + get(variant, "Label") + "@"
                        + get(variant, "StoredAt"));
            }
        }
        return ids;
    }

    private static Object get(Object variant, String property) throws ReflectiveOperationException {
        return variant.getClass().getMethod("get" + property).invoke(variant);
    }

    private static List<String> node(String script, String... arguments) throws Exception {
        Files.copy(EXAMPLES.resolve(script), FOLDER.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        List<String> command = new ArrayList<>(List.of("node", script));
        Stream.of(arguments).map(each -> new File(each).getAbsolutePath()).forEach(command::add);
        return run(command, List.of());
    }

    private static List<String> run(List<String> command, List<String> input) throws Exception {
        Path in = Files.write(Files.createTempFile(FOLDER, "in", ".txt"), input);
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
