package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/consuming.md are the files that tests run. */
class ConsumingDocTest {

    @ParameterizedTest
    @ValueSource(strings = {"PlainConsumer.java", "consumer.camel.yaml", "kafkajs.mjs"})
    void showsTheFileThatIsTested(String example) throws IOException {
        assertThat(Files.readString(Path.of("docs", "consuming.md")))
                .as("copy src/consumers/%s to docs/consuming.md", example)
                .contains(Files.readString(Path.of("src", "consumers", example)));
    }
}
