package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.conventions.ConfigurationPage.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Declared means used, used means declared, and each key says what it is for. */
class SettingsConventionTest {

    /** Where settings are read: elsewhere, {@code "vault.…"} names a metric. */
    private static final Path READERS = Path.of("src", "main", "java", "io", "vaultmedia", "config");

    private static final Pattern IN_JAVA = Pattern.compile("\"(vault(?:\\.[a-z-]+)+)\"");
    private static final Pattern IN_YAML = Pattern.compile("\\{\\{(vault(?:\\.[a-z-]+)+)[:}]");

    @Test
    void eachKeySaysWhatItMeans() throws IOException {
        assertThat(ConfigurationPage.settings())
                .as("keys of application.properties: write what it means in the lines above it")
                .isNotEmpty()
                .allSatisfy(setting ->
                        assertThat(setting.meaning()).as(setting.key()).isNotBlank());
    }

    @Test
    void keysAreDeclaredOnce() throws IOException {
        assertThat(ConfigurationPage.settings().stream().map(Setting::key)).doesNotHaveDuplicates();
    }

    @Test
    void declaredMeansUsedAndUsedMeansDeclared() throws IOException {
        Set<String> declared = ConfigurationPage.settings().stream()
                .map(Setting::key)
                .filter(key -> key.startsWith("vault."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = new TreeSet<>();
        collect(READERS, ".java", IN_JAVA, used);
        collect(Path.of("routes"), ".yaml", IN_YAML, used);
        assertThat(used)
                .as("vault.* keys read, against those of application.properties: declare what is read, with its "
                        + "meaning above it; drop what nobody reads")
                .isEqualTo(declared);
    }

    private static void collect(Path folder, String ending, Pattern pattern, Set<String> into) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            for (Path source : sources) {
                pattern.matcher(Files.readString(source))
                        .results()
                        .map((MatchResult key) -> key.group(1))
                        .forEach(into::add);
            }
        }
    }
}
