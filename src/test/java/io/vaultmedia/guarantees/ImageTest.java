package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guarantees 1 and 6 in the image, on a real engine, as Kubernetes runs it and stricter: not root, without capabilities, and
 * with a root file system that is read-only, {@code /tmp} included. {@code -Dimage=NAME} names it; {@code .ci/run} builds it.
 */
@WithKafka
@EnabledIfSystemProperty(named = "image", matches = ".+", disabledReason = "needs an image: .ci/run builds it")
class ImageTest {

    private static final List<String> AS_STRICT_AS_CAN_BE = List.of(
            "docker run --network host --read-only --cap-drop ALL --security-opt no-new-privileges --memory 512m"
                    .split(" "));
    private static final Duration STOP = Duration.ofSeconds(15);

    private final String name = "vault-media-" + UUID.randomUUID();
    private final String prefix = KafkaExtension.freshPrefix();
    private final int port = FreePort.any();

    @AfterEach
    void remove() throws Exception {
        run(List.of("docker", "rm", "-f", name));
    }

    @Test
    void refusesToStartWithoutAKeyInOneLine() throws Exception {
        Ended ended = run(container(Map.of()));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output().lines().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")))
                .singleElement()
                .asString()
                .startsWith("vault-media-routes: vault.api.key is not set: ");
    }

    @Test
    void isNotRoot() throws Exception {
        assertThat(run(List.of("docker", "image", "inspect", "-f", "{{.Config.User}}", image()))
                        .output())
                .isEqualToIgnoringNewLines("10001:10001");
    }

    /** An archive that does not fit this very JVM and these jars would be ignored without a word. */
    @Test
    void startsFromItsArchiveOfClasses() throws Exception {
        List<String> command = container(Map.of("JDK_JAVA_OPTIONS", "-Xshare:on -Xlog:class+load"));

        List<String> loaded = run(command)
                .output()
                .lines()
                .filter(line -> line.contains(" source: "))
                .toList();

        assertThat(loaded.stream().filter(line -> line.contains("shared objects file")))
                .hasSizeGreaterThan(loaded.size() * 9 / 10);
    }

    /** Each compressor has native code; Kafka's own default is none, and the product's is lz4. */
    @ParameterizedTest
    @ValueSource(strings = {"lz4", "snappy", "zstd"})
    void publishesAndIsHealthyAndStopsInTime(String compression) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(250, "full", "thumb");
            api.vault(Product.BOB);
            Map<String, String> settings =
                    new HashMap<>(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, Map.of()));
            settings.put("camel.component.kafka.compression-codec", compression);
            settings.put("camel.management.enabled", "true");
            settings.put("camel.management.port", Integer.toString(port));
            Process container = start(container(settings));

            Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            Awaitility.await().untilAsserted(() -> assertThat(get("/observe/health/ready"))
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("DOWN"));
            run(List.of("docker", "stop", "-t", Long.toString(STOP.toSeconds()), name));

            String log = new String(container.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(container.waitFor()).as(log).isEqualTo(128 + 15);
            assertThat(log).doesNotContain(" WARN ", " ERROR ", "Exception", "warning");
        }
    }

    private List<String> container(Map<String, String> settings) {
        List<String> command = new ArrayList<>(AS_STRICT_AS_CAN_BE);
        command.addAll(List.of("--name", name));
        settings.forEach((key, value) ->
                command.addAll(List.of("-e", key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + "=" + value)));
        command.add(image());
        return command;
    }

    private static String image() {
        return System.getProperty("image");
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Ended run(List<String> command) throws Exception {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (ConnectException e) {
            return "";
        }
    }

    private record Ended(int code, String output) {}
}
