package io.vaultmedia.conventions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/configuration.md}, made from {@code application.properties} and its comments. */
final class ConfigurationPage {

    static final Path SETTINGS = Path.of("src", "main", "resources", "application.properties");
    static final Path PAGE = Path.of("docs", "configuration.md");

    private static final Pattern SECTION = Pattern.compile("# --- (.+?) -+");
    private static final Pattern KEY = Pattern.compile("(#?)([a-z][\\w.-]*)=(.*)");
    private static final List<String> BY_ENVIRONMENT =
            List.of("vault.", "camel.component.", "camel.main.", "camel.management.");

    private static final Pattern PARAMETER_ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\|");

    /** Each query parameter of the API's contract, and if and when it is sent. */
    private static final String PARAMETERS = """

            ## The API's query parameters

            What `GET /v2/vault-plus/media` accepts, and what the product sends. The product applies each filter again to the
            response, because a matching item is listed with all its variants, including those that do not match. A date, a
            duration or a sort order makes the API scan the vault instead of paging it directly. Backfills and sweeps
            therefore send none, except a backfill from an instant (`vault.start-from`) and a sweep's second look.

            | Parameter | Sent | Why |
            |---|---|---|
            | `status` | always, `stored` | Nothing else is published. |
            | `type` | if the filter names exactly one; not in a sweep's second look | It takes one value. A second look needs everything that exists, even if the filter hides it. |
            | `contentType` | as `type` | As above. |
            | `durationMin` | as `type`, and only with `cachedAtFrom` | Alone, it would cost direct paging. |
            | `durationMax` | as `durationMin` | As above. |
            | `createdAtFrom` | never | It selects by the time when a variant was first observed. A variant that is stored late was observed long before. |
            | `createdAtTo` | never | As above. |
            | `cachedAtFrom` | in incremental scans, in a backfill from an instant, in a sweep's second look | The watermark, or the instant to start from. It is inclusive, so ties are read again. |
            | `cachedAtTo` | in a sweep's second look | Elsewhere an upper bound would hide timestamps in the future. |
            | `limit` | always, `vault.page.limit` | One page is one request. |
            | `cursor` | from the second page on | It is sent exactly as received. |
            | `sort` | with `cachedAtFrom`, `cachedAt_asc` | Oldest first, so that variants that are stored meanwhile come last. Other orders would skip them. |

            The API has no parameter for labels, so only the product applies `vault.filter.labels`. The connection is sent as
            the header `x-connection-id`.
            """;

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

                Set a key in `config/application.properties` beside the application, as a system property (`-Dkey=value`), or
                by its environment variable. The environment wins over files. If a value is wrong or missing, the process
                exits with code 2 and prints one line that says what would be right.
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
        return page.append(PARAMETERS).toString();
    }

    /** The query parameters that the page has a row for, and whether it says that they are ever sent. */
    static Map<String, Boolean> parameters() {
        return PARAMETER_ROW
                .matcher(PARAMETERS)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> !row.group(2).equals("never")));
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
