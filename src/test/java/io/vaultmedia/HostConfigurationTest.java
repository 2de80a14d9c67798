package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vaultmedia.config.ConfigurationException;
import io.vaultmedia.config.ContextSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a Camel Main application that is not ours sets the routes up, and what its team reads if it does so wrongly. */
class HostConfigurationTest {

    private static final String ROUTES = "camel.main.routesIncludePattern";

    @TempDir
    private Path folder;

    private final Main host = new Main();

    @AfterEach
    void stop() {
        host.shutdown();
    }

    private void set(Map<String, String> properties) {
        host.setDefaultPropertyPlaceholderLocation("false");
        properties.forEach(host::addInitialProperty);
    }

    /** As Kubernetes mounts a secret: a folder with a file for each key. */
    @Test
    void takesSecretsFromMountedFiles() throws Exception {
        Files.writeString(folder.resolve("vault.api.key"), "sk_mounted");
        Files.writeString(folder.resolve("vault.connections"), "alice=conn_mounted");
        Path properties = Files.createTempFile("host", ".properties");
        Files.writeString(properties, "camel.main.cloud-properties-location=" + folder);
        host.setDefaultPropertyPlaceholderLocation("file:" + properties);
        host.init();

        assertThat(ContextSettings.read(host.getCamelContext()).get(0).apiKey().value())
                .isEqualTo("sk_mounted");
    }

    @Test
    void takesSecretsByTheFunctionsOfCamel() throws Exception {
        set(Map.of("vault.api.key", "{{sys:host.key}}", "vault.connections", "alice={{sys:host.connection}}"));
        System.setProperty("host.key", "sk_of_system");
        System.setProperty("host.connection", "conn_of_system");
        try {
            host.init();
            assertThat(ContextSettings.read(host.getCamelContext())
                            .get(0)
                            .apiKey()
                            .value())
                    .isEqualTo("sk_of_system");
        } finally {
            System.clearProperty("host.key");
            System.clearProperty("host.connection");
        }
    }

    @Test
    void readsInOneSentenceWhatIsWrongBeforeAllElse() {
        set(Map.of(
                ROUTES,
                "classpath:io/vaultmedia/routes/*.camel.yaml",
                "vault.api.key",
                "sk_secret",
                "vault.connections",
                "conn_secret",
                "vault.page.limit",
                "101"));
        String sentence = "vault.page.limit=101: must be a whole number from 1 to 100";
        try (LogLines log = LogLines.of("", Level.INFO)) {
            Throwable thrown = catchThrowable(host::start);

            List<String> troubles = Stream.concat(log.lines(Level.WARN).stream(), log.lines(Level.ERROR).stream())
                    .toList();
            assertThat(troubles).first().isEqualTo("vault-media-routes cannot start: " + sentence);
            assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
            assertThat(thrown)
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(sentence);
            assertThat(thrown).rootCause().extracting(Throwable::getStackTrace).isEqualTo(new StackTraceElement[0]);
        }
    }

    /** Camel masks names such as apiKey, but not vault.api.key. */
    @Test
    void printsNoKeyUnderAnySpelling() {
        for (String name : List.of("vault.api.key", "vault.api-key", "vault.apiKey", "vault.api.Key")) {
            Main one = new Main();
            try (LogLines log = LogLines.of("", Level.INFO)) {
                one.setDefaultPropertyPlaceholderLocation("false");
                one.addInitialProperty(ROUTES, "classpath:io/vaultmedia/routes/*.camel.yaml");
                one.addInitialProperty(name, "sk_secret");
                assertThatThrownBy(one::start).rootCause().hasMessageStartingWith("vault.connections is not set");
                assertThat(log.lines()).as(name).noneMatch(line -> line.contains("sk_secret"));
            } finally {
                one.shutdown();
            }
        }
    }
}
