package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

    @TempDir
    private Path folder;

    @Test
    void isTextByDefault() {
        assertThat(LogFormat.isJson(Map.of(), folder.resolve("none"))).isFalse();
        assertThat(LogFormat.isJson(Map.of("VAULT_LOG_FORMAT", ""), folder)).isFalse();
    }

    @Test
    void isWhatTheFileSays() throws IOException {
        assertThat(LogFormat.isJson(Map.of(), file("vault.log.format = json\n")))
                .isTrue();
        assertThat(LogFormat.isJson(Map.of(), file("vault.log.format=text"))).isFalse();
    }

    @Test
    void isWhatTheEnvironmentSaysWhateverTheFileSays() throws IOException {
        assertThat(LogFormat.isJson(Map.of("VAULT_LOG_FORMAT", "json"), file("vault.log.format=text")))
                .isTrue();
        assertThat(LogFormat.isJson(Map.of("VAULT_LOG_FORMAT", "text"), file("vault.log.format=json")))
                .isFalse();
    }

    /** The file's own check refuses it, with the number of its line. */
    @Test
    void aFileThatCannotBeReadCountsAsText() throws IOException {
        assertThat(LogFormat.isJson(Map.of(), file("vault.log.format=json\na=\\u00")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "yaml", "logfmt"})
    void refusesAnotherFormat(String value) {
        assertThatThrownBy(() -> LogFormat.check(new SettingsReader(key -> Optional.of(value))))
                .hasMessage("vault.log.format=" + value + ": must be text or json");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("application.properties"), text);
    }
}
