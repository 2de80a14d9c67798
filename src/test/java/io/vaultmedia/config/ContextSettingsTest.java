package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.media.MediaFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesLookup;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where settings come from, and which are refused. It also runs in a Turkish JVM, where {@code "i".toUpperCase()} is no I. */
class ContextSettingsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final PropertiesComponent properties = context.getPropertiesComponent();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void setWhatHasNoDefault() {
        context.build();
        properties.addPropertiesLookupListener((name, value, defaultValue, source) -> heard.add(name + "=" + value));
        properties.addInitialProperty("vault.api.key", "sk_secret");
        properties.addInitialProperty("vault.connections", "conn_secret");
    }

    @AfterEach
    void stop() {
        System.clearProperty("vault.page.limit");
        context.stop();
    }

    @Test
    void readsTheEnvironmentBeforeSystemPropertiesBeforeProperties() {
        properties.addInitialProperty("vault.page.limit", "1");
        assertThat(pageLimit()).isEqualTo(1);
        properties.addOverrideProperty("vault.page.limit", "2");
        assertThat(pageLimit()).isEqualTo(2);
        System.setProperty("vault.page.limit", "3");
        assertThat(pageLimit()).isEqualTo(3);
        environment.put("VAULT_PAGE_LIMIT", "4");
        assertThat(pageLimit()).isEqualTo(4);
    }

    @Test
    void takesAnEmptyVariableForUnset() {
        properties.addInitialProperty("vault.page.limit", "7");
        environment.put("VAULT_PAGE_LIMIT", "");
        environment.put("VAULT_API_KEY", "");

        assertThat(pageLimit()).isEqualTo(7);
    }

    /** Routes use Camel's own look-up, which is blind to VAULT_PAGE_LIMIT in a Turkish JVM, and knows no defaults of ours. */
    @Test
    void letsRoutesReadWhatIsInTheEnvironmentAndOurDefaults() {
        environment.put("VAULT_PAGE_LIMIT", "4");
        read();

        assertThat(context.resolvePropertyPlaceholders("{{vault.page.limit}}")).isEqualTo("4");
        assertThat(context.resolvePropertyPlaceholders("{{vault.poll.interval}}"))
                .isEqualTo("60s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/", " https://example.com ", "https://example.com//"})
    void letsRoutesReadTheAddressThatWasChecked(String url) {
        properties.addInitialProperty("vault.api.base-url", url);
        read();

        assertThat(context.resolvePropertyPlaceholders("{{vaultApiUrl}}")).isEqualTo("https://example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "{{limit}}, 5",
        "{{?limit}}, 5",
        "{{no.limit:6}}, 6",
        "1{{limit}}, 15",
        "{{no.limit:{{limit}}}}, 5",
        "{{twice}}, 55",
        "{{vowels:a}}, 8"
    })
    void resolvesPlaceholders(String value, int limit) {
        properties.addInitialProperty("limit", "5");
        properties.addInitialProperty("twice", "{{limit}}{{limit}}");
        properties.addPropertiesFunction(new PropertiesFunction() {
            @Override
            public String getName() {
                return "vowels";
            }

            @Override
            public String apply(String remainder) {
                return remainder.equals("a") ? "8" : null;
            }
        });
        properties.addInitialProperty("vault.page.limit", value);

        assertThat(pageLimit()).isEqualTo(limit);
    }

    /** As Camel's vaults: {{aws:…}}, {{hashicorp:…}}, {{azure:…}}, {{gcp:…}}, {{secret:…}} of Kubernetes. */
    @Test
    void takesTheApiKeyFromAVaultOfCamel() throws Exception {
        properties.addPropertiesFunction(new PropertiesFunction() {
            @Override
            public String getName() {
                return "secret";
            }

            @Override
            public String apply(String remainder) {
                return remainder.equals("ofauth/key") ? "sk_from_vault" : null;
            }
        });
        properties.addOverrideProperty("vault.api.key", "{{secret:ofauth/key}}");
        assertThat(read().apiKey().value()).isEqualTo("sk_from_vault");
        assertThat(heard).noneMatch(line -> line.contains("sk_from_vault"));

        properties.addOverrideProperty("vault.api.key", "{{secret:no/such}}");
        assertThat(refusal()).isEqualTo("vault.api.key: names a property, as in {{name}}, that is not set");
    }

    /** As YAML gives them for a list of objects. Settings of a connection's own are in the connections file. */
    @Test
    void refusesObjectsInTheListOfConnections() {
        properties.addInitialProperty("vault.connections[0].alias", "alice");
        properties.addInitialProperty("vault.connections[0].id", "conn_secret");

        assertThat(refusal())
                .matches(
                        "vault\\.connections\\[0]\\.(alias|id): there is no such setting; did you mean vault.connections?.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret{{no.such}}", "{{secret}}", "{{circle}}"})
    void refusesAPlaceholderForNothingAndKeepsTheValue(String value) {
        properties.addInitialProperty("circle", "{{circle}}");
        properties.addOverrideProperty("vault.api.key", value);

        assertThat(refusal()).startsWith("vault.api.key: ").doesNotContain("secret");
    }

    /** As camel-main hears them, and logs them at INFO. */
    @Test
    void letsNoListenerHearASecret() {
        properties.addInitialProperty("my.key", "sk_secret2");
        properties.addOverrideProperty("vault.api.key", "{{my.key}}");
        read();

        assertThat(heard).noneMatch(line -> line.contains("secret"));
    }

    /** As Quarkus brings its configuration, and as a vault brings its. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsFromSourcesOfTheHost(boolean loadable) {
        properties.addPropertiesSource(loadable ? new Loadable() : new ByName());

        assertThat(pageLimit()).isEqualTo(9);
    }

    private static class ByName implements PropertiesSource {
        @Override
        public String getName() {
            return "host";
        }

        @Override
        public String getProperty(String name) {
            return name.equals("vault.page.limit") ? "9" : null;
        }
    }

    private static final class Loadable extends ByName implements LoadablePropertiesSource {
        @Override
        public Properties loadProperties() {
            return loadProperties(key -> true);
        }

        @Override
        public Properties loadProperties(Predicate<String> filter) {
            Properties loaded = new Properties();
            if (filter.test("vault.page.limit")) {
                loaded.put("vault.page.limit", "9");
            }
            return loaded;
        }

        @Override
        public void reloadProperties(String location) {
            // Nothing that could change.
        }
    }

    /** As Spring Boot finds its properties, and as Jasypt decrypts them. */
    @Test
    void readsWhatOnlyTheParserOfTheHostKnows() {
        ((org.apache.camel.component.properties.PropertiesComponent) properties)
                .setPropertiesParser(new DefaultPropertiesParser() {
                    @Override
                    public String customLookup(String key) {
                        return key.equals("vault.page.limit") ? "ENC(9)" : null;
                    }

                    @Override
                    public String parseProperty(String key, String value, PropertiesLookup lookup) {
                        return value.replaceAll("^ENC\\((.*)\\)$", "$1");
                    }
                });

        assertThat(pageLimit()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "vault.pol.interval,vault.poll.interval",
        "vault.poll.intervall,vault.poll.interval",
        "vault.api.url,vault.api.key",
        "vault.connection,vault.connections",
        "vault.topics.prefix,vault.topic.prefix"
    })
    void refusesAnUnknownPropertyAndNamesTheNearest(String key, String nearest) {
        properties.addInitialProperty(key, "secret");

        assertThat(refusal()).isEqualTo(key + ": there is no such setting; did you mean " + nearest + "?");
    }

    @Test
    void refusesAnUnknownSystemProperty() {
        System.setProperty("vault.page.limits", "secret");
        try {
            assertThat(refusal()).startsWith("vault.page.limits: ").endsWith("did you mean vault.page.limit?");
        } finally {
            System.clearProperty("vault.page.limits");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VAULT_SHARD,VAULT_SHARDS",
        "VAULT_API_KEYS,VAULT_API_KEY",
        "VAULT_POLL_INTERVAL_MAX,VAULT_POLL_INTERVAL",
        "VAULT_CONECTIONS,VAULT_CONNECTIONS",
        "VAULT_CONNECTIONS_PATH,VAULT_CONNECTIONS_FILE"
    })
    void refusesAMisspelledVariableAndNamesTheNearest(String name, String nearest) {
        environment.put(name, "secret");

        assertThat(refusal()).startsWith(name + ": there is no such setting; did you mean VAULT_");
        assertThat(refusal()).doesNotContain("secret").endsWith(" " + nearest + "?");
    }

    /** Kubernetes sets the first for Services called vault and vault-api; HashiCorp's Vault is set up with the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "VAULT_PORT",
                "VAULT_PORT_8200_TCP",
                "VAULT_PORT_8200_TCP_ADDR",
                "VAULT_SERVICE_HOST",
                "VAULT_SERVICE_PORT",
                "VAULT_SERVICE_PORT_HTTPS",
                "VAULT_API_PORT_80_TCP_PROTO",
                "VAULT_API_SERVICE_HOST",
                "VAULT_MEDIA_ROUTES_SERVICE_PORT",
                "VAULT_MEDIA_ROUTES_PORT_9876_TCP",
                "VAULT_ADDR",
                "VAULT_API_ADDR",
                "VAULT_TOKEN",
                "VAULT_NAMESPACE",
                "VAULT_CACERT",
                "VAULT_SKIP_VERIFY",
                "VAULT_RATE_LIMIT",
                "VAULT_HTTP_PROXY",
                "VAULT_LOG_LEVEL",
                "vault_port",
                "HOME"
            })
    void leavesVariablesOfOthersAlone(String name) {
        environment.put(name, "tcp://10.0.0.1:8200");

        assertThatCode(this::read).doesNotThrowAnyException();
    }

    /** Quarkus lists the environment's VAULT_TOKEN as a property vault.token, and VAULT_PAGE_LIMIT as vault.page.limit. */
    @Test
    void leavesAPropertyAloneThatIsAVariableOfAnother() {
        environment.put("VAULT_TOKEN", "s.1");
        environment.put("VAULT_POLL_MAX_INTERVAL", "10m");
        properties.addInitialProperty("vault.token", "s.1");
        properties.addInitialProperty("vault.poll.max.interval", "10m");

        assertThat(read().pace().maxInterval()).isNotEmpty();
    }

    private int pageLimit() {
        return read().scan().pageLimit();
    }

    private Settings read() {
        return ContextSettings.read(context, environment).get(0);
    }

    private String refusal() {
        return catchThrowableOfType(ConfigurationException.class, this::read).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault.page-limit", "vault.pageLimit", "vault.page.Limit", "VAULT.PAGE.LIMIT"})
    void takesOtherSpellingsOfAProperty(String name) {
        properties.addInitialProperty(name, "7");

        assertThat(pageLimit()).isEqualTo(7);
        assertThat(context.resolvePropertyPlaceholders("{{vault.page.limit}}"))
                .as("what routes read")
                .isEqualTo("7");
    }

    @Test
    void takesAnotherSpellingBeforeADefaultThatIsWrittenOut() {
        properties.addInitialProperty("vault.page.limit", "100");
        properties.addInitialProperty("vault.page-limit", "7");

        assertThat(pageLimit()).isEqualTo(7);
    }

    @Test
    void refusesASettingThatIsSetTwice() {
        properties.addInitialProperty("vault.api-key", "sk_another");

        assertThatThrownBy(this::read)
                .hasMessage("vault.api.key: is set twice, under two spellings or as a list: set it once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAULT_API_BASEURL", "VAULT_API_BASE_URL"})
    void takesTheVariablesOfSpringAndQuarkus(String name) {
        environment.put(name, "https://example.com");

        assertThat(read().baseUrl()).hasToString("https://example.com");
    }

    @Test
    void takesTheEntriesOfAList() {
        properties.addInitialProperty("vault.filter.labels[0]", "full");
        properties.addInitialProperty("vault.filter.labels[1]", "720");
        properties.addInitialProperty("vault.filter.contentType[0]", "image/png");

        MediaFilter filter = read().connections().get(0).filter();

        assertThat(filter.labels()).containsExactlyInAnyOrder("full", "720");
        assertThat(filter.contentTypes()).containsExactly("image/png");
    }

    @ParameterizedTest
    @CsvSource({"VAULT_FILTER_LABELS_0, VAULT_FILTER_LABELS_1", "VAULT_FILTER_LABELS_0_, VAULT_FILTER_LABELS_1_"})
    void takesTheEntriesOfAListFromTheEnvironment(String first, String second) {
        environment.put(first, "full");
        environment.put(second, "720");

        assertThat(read().connections().get(0).filter().labels()).containsExactlyInAnyOrder("full", "720");
    }

    /** What YAML makes of off. */
    @Test
    void takesFalseForOff() {
        properties.addInitialProperty("vault.sweep.interval", "false");

        assertThat(read().scan().sweepInterval()).isEmpty();
    }

    /** Where Camel asks a host's own places one by one, the usual spellings are asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"vault.page.limit", "vault.page-limit", "vault.pageLimit"})
    void asksTheHostForTheUsualSpellings(String name) {
        properties.addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "host";
            }

            @Override
            public String getProperty(String asked) {
                return asked.equals(name) ? "9" : null;
            }
        });

        assertThat(pageLimit()).isEqualTo(9);
    }
}
