package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

    @TempDir
    private Path folder;

    private Path file;

    private void write(String text, Charset charset) throws IOException {
        file = Files.write(folder.resolve("application.properties"), text.getBytes(charset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void refusesAByteOrderMark(String charset) throws IOException {
        write("\ufeffvault.page.limit=5\n", Charset.forName(charset));

        assertThatThrownBy(() -> SettingsFile.check(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": begins with a byte-order mark: save it as UTF-8 without one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\users=x", "a=C:\\users\\me", "a=\\u12", "a=\\\\\\u00g0", "  a: \\u"})
    void refusesABackslashAndAUWithoutACharacter(String line) throws IOException {
        write("# \\u\n" + line + "\n", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SettingsFile.check(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file + ": line 2: \\u must be followed by four hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "# \\u", " ! \\u", "a=\\u00e4\\uABCD", "a=C:\\\\users", "ä=ö"})
    void takesWhatJavaCanRead(String line) throws IOException {
        write(line, StandardCharsets.UTF_8);

        assertThatCode(() -> SettingsFile.check(file)).doesNotThrowAnyException();
    }

    @Test
    void needsNoFile() {
        assertThatCode(() -> SettingsFile.check(folder.resolve("none"))).doesNotThrowAnyException();
        assertThatCode(() -> SettingsFile.check(folder)).doesNotThrowAnyException();
    }
}
