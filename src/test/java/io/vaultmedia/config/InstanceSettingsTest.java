package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What several instances have of their own, what they share, and what is refused. */
class InstanceSettingsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void setTwo() {
        context.build();
        set("vault.instances", "eu,us");
        set("vault.api.key", "sk_secret");
        set("vault.connections", "alice=conn_secret");
        set("vault.eu.group", "eu");
        set("vault.eu.topic.prefix", "media.eu");
        set("vault.us.group", "us");
        set("vault.us.topic.prefix", "media.us");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void set(String key, String value) {
        context.getPropertiesComponent().addOverrideProperty(key, value);
    }

    private List<Settings> read() {
        return ContextSettings.read(context, environment);
    }

    private String refusal() {
        return catchThrowableOfType(ConfigurationException.class, this::read).getMessage();
    }

    @Test
    void shareWhatTheyDoNotSetThemselves() throws Exception {
        set("vault.page.limit", "50");
        set("vault.us.page.limit", "20");
        environment.put("VAULT_EU_API_KEY", "sk_eu");
        set("vault.us.filter.labels[0]", "full");
        set("vault.us.filter.labels[1]", "thumb");

        List<Settings> all = read();
        assertThat(all).extracting(one -> one.instance().name()).containsExactly("eu", "us");
        assertThat(all).extracting(one -> one.scan().pageLimit()).containsExactly(50, 20);
        assertThat(all).extracting(one -> one.topics().names().prefix()).containsExactly("media.eu", "media.us");
        assertThat(all.get(0).apiKey().value()).isEqualTo("sk_eu");
        assertThat(all.get(1).apiKey().value()).isEqualTo("sk_secret");
        assertThat(all.get(1).connections().get(0).filter().labels()).containsExactlyInAnyOrder("full", "thumb");
        assertThat(all.get(0).connections().get(0).filter().labels()).isEmpty();
        assertThat(all).allMatch(one -> !one.publish().hasOwnSteps());
    }

    @Test
    void giveTheRoutesOfEachItsOwnValuesAndNoSecret() {
        set("vault.poll.tick", "30ms");
        set("vault.us.poll.tick", "10ms");
        set("vault.us.api.base-url", "https://us.example/");
        read();
        read();

        assertThat(resolved("{{vault.eu.poll.tick}} {{vault.us.poll.tick}}")).isEqualTo("30ms 10ms");
        assertThat(resolved("{{vaultApiUrl-eu}} {{vaultApiUrl-us}}"))
                .isEqualTo("https://api.ofauth.com https://us.example");
        assertThat(resolved("{{vault.eu.variant.via}}")).isEqualTo("direct:vault-eu-publish-variant");
        assertThat(resolved("{{?vault.eu.api.key}}{{?vault.eu.connections}}")).isNullOrEmpty();
    }

    private String resolved(String text) {
        return context.resolvePropertyPlaceholders(text);
    }

    /** The shared vault.api.key is then not a second key of this instance. */
    @Test
    void mayHaveAFileInPlaceOfASharedKeyOrList() throws Exception {
        set(
                "vault.us.api.key-file",
                Files.writeString(folder.resolve("key"), "sk_us").toString());
        set(
                "vault.us.connections-file",
                Files.writeString(folder.resolve("connections.yaml"), "connections:\n  - {alias: bob, id: conn_bob}\n")
                        .toString());

        Settings us = read().get(1);
        assertThat(us.apiKey().value()).isEqualTo("sk_us");
        assertThat(us.connections()).extracting(one -> one.connection().name()).containsExactly("bob");
    }

    @ParameterizedTest
    @CsvSource({
        "vault.eu.pol.interval,vault.eu.poll.interval",
        "vault.us.api.keys,vault.us.api.key",
        "vault.eu.log.format,vault.log.format",
        "vault.eu.instances,vault.instances",
        "vault.uk.api.key,vault.us.api.key"
    })
    void refuseAnUnknownKeyAndNameTheNearest(String key, String nearest) {
        set(key, "secret");

        assertThat(refusal()).startsWith(key + ": there is no such setting; did you mean vault.");
        assertThat(refusal()).doesNotContain("secret");
        if (!key.contains("instances")) {
            assertThat(refusal()).endsWith("mean " + nearest + "?");
        }
    }

    @Test
    void refuseAnUnknownVariableOfOne() {
        environment.put("VAULT_EU_POLL_INTERVALL", "1s");

        assertThat(refusal())
                .isEqualTo("VAULT_EU_POLL_INTERVALL: there is no such setting; did you mean VAULT_EU_POLL_INTERVAL?");
    }

    @ParameterizedTest
    @CsvSource({
        "vault.us.page.limit,101,vault.us.page.limit=101: must be a whole number from 1 to 100",
        "vault.page.limit,101,vault.page.limit=101: must be a whole number from 1 to 100",
        "vault.us.group,eu,'vault.us.group=eu: this is the group of the instance eu, too, on the same Kafka cluster: choose another one'",
        "vault.us.topic.prefix,media.eu,'vault.us.topic.prefix=media.eu: the topic media.eu.audio belongs to the instance eu, too, on the same Kafka cluster: choose another one'",
        "vault.topic.dead-letter,dlq,'vault.us.topic.prefix=media.us: the topic dlq belongs to the instance eu, too, on the same Kafka cluster: choose another one'",
        "vault.variant.via,direct:my-steps,'vault.variant.via=direct:my-steps: cannot serve several instances: set vault.eu.variant.via, whose steps send to direct:vault-eu-publish-variant'"
    })
    void refuseWhatIsWrongByTheKeyThatIsToBeMended(String key, String value, String refusal) {
        set(key, value);

        assertThat(refusal()).isEqualTo(refusal);
    }

    @Test
    void nameTheInstanceThatLacksAKey() {
        set("vault.api.key", "");
        set("vault.eu.api.key", "sk_eu");

        assertThat(refusal()).startsWith("vault.us.api.key is not set: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Eu", "1", "eu,", "a_b", "a.b", "eu;us"})
    void refuseNamesOfAnotherForm(String names) {
        set("vault.instances", names);

        assertThat(refusal())
                .isEqualTo("vault.instances=" + names
                        + ": must be names of lower-case letters, digits and '-', separated by commas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "connections", "e-u,eu"})
    void refuseNamesWhoseKeysCouldBeOthers(String names) {
        set("vault.instances", names);

        assertThat(refusal())
                .startsWith("vault.instances=")
                .endsWith(": its keys could be taken for other ones: choose another name");
    }

    /** Which component has which brokers is known only when the context is configured. */
    @Test
    void mayHaveTheSameNamesOnTwoClustersOnly() {
        set("vault.us.kafka.component", "kafkaUs");
        set("vault.us.group", "eu");
        set("vault.us.topic.prefix", "media.eu");
        List<Settings> all = read();
        brokers("kafka", "one:9092,two:9092");
        brokers("kafkaUs", "three:9092");

        ContextSettings.checkBrokers(context, all);

        brokers("kafkaUs", "three:9092, two:9092");
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> ContextSettings.checkBrokers(context, all)))
                .hasMessageStartingWith("vault.us.group=eu: this is the group of the instance eu, too");
    }

    private void brokers(String component, String brokers) {
        context.getComponent(component, KafkaComponent.class).getConfiguration().setBrokers(brokers);
    }
}
