package io.vaultmedia.conventions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/configuration.md}, made from {@code application.properties} and its comments. */
final class ConfigurationPage {

    static final Path SETTINGS = Path.of("src", "main", "resources", "application.properties");
    static final Path PAGE = Path.of("docs", "configuration.md");

    private static final Pattern SECTION = Pattern.compile("# --- (.+?) -+");
    private static final Pattern KEY = Pattern.compile("(#?)([a-z][\\w.-]*)=(.*)");
    private static final List<String> BY_ENVIRONMENT =
            List.of("vault.", "camel.component.", "camel.main.", "camel.management.");

    /** One key: the section it is in, its default or null, and the comment above it, empty where there is none. */
    record Setting(String section, String key, String value, String meaning) {

        String environment() {
            boolean known = BY_ENVIRONMENT.stream().anyMatch(key::startsWith);
            return known ? key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") : null;
        }
    }

    private ConfigurationPage() {}

    /** All keys that {@code application.properties} declares, those without a default, commented out, included. */
    static List<Setting> settings() throws IOException {
        List<Setting> settings = new ArrayList<>();
        String section = "";
        StringBuilder meaning = new StringBuilder();
        for (String line : Files.readAllLines(SETTINGS)) {
            Matcher heading = SECTION.matcher(line);
            Matcher key = KEY.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
                meaning.setLength(0);
            } else if (key.matches()) {
                String value = key.group(1).isEmpty() ? key.group(3) : null;
                settings.add(new Setting(section, key.group(2), value, meaning.toString()));
                meaning.setLength(0);
            } else if (line.startsWith("# ")) {
                meaning.append(meaning.length() == 0 ? "" : " ").append(line.substring(2));
            } else {
                meaning.setLength(0);
            }
        }
        return settings;
    }

    static String render() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Configuration

                <!-- Generated from src/main/resources/application.properties: change it there, then run
                     mvn -q test -Dtest=ConfigurationDocTest -Ddocs.write=true -->

                Each key can be set in `config/application.properties` beside the application, as a system property
                (`-Dkey=value`), or by the environment variable named with it. The environment wins over files. A wrong or
                missing value stops the start with exit code 2, and one line that says what would be right.
                """);
        String section = "";
        for (Setting setting : settings()) {
            if (!setting.section().equals(section)) {
                section = setting.section();
                page.append("\n## ").append(section).append("\n\n");
                page.append("| Key | Default | Meaning | Environment |\n|---|---|---|---|\n");
            }
            page.append(row(setting));
        }
        return page.toString();
    }

    private static String row(Setting setting) {
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        code(setting.key()),
                        code(setting.value()),
                        setting.meaning().replace("|", "\\|"),
                        code(setting.environment()));
    }

    private static String code(String text) {
        return text == null ? "–" : "`" + text + "`";
    }
}
