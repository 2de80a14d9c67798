package io.vaultmedia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.LogLines;
import io.vaultmedia.sandbox.net.FreePort;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.security.KafkaAuthType;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.kafka.clients.admin.Admin;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set at Camel's component, or for all components, reaches the clients that are not Camel's. */
class KafkaSettingsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);

    @AfterEach
    void stop() {
        context.stop();
    }

    private Stream<Properties> all() {
        kafka.getConfiguration().setBrokers("localhost:9092");
        KafkaSettings settings = new KafkaSettings(context);
        return Stream.of(settings.admin(), settings.reader());
    }

    @Test
    void takesTlsForAllComponentsWhereTheComponentIsToUseIt() {
        kafka.getConfiguration().setSecurityProtocol("SSL");
        context.setSSLContextParameters(trusting("file:ca.p12"));

        assertThat(all()).noneMatch(client -> client.containsKey("ssl.truststore.location"));

        kafka.setUseGlobalSslContextParameters(true);

        assertThat(all()).allSatisfy(client -> assertThat(client).containsEntry("ssl.truststore.location", "ca.p12"));
    }

    @Test
    void takesTheLoginThatCamelDerives() {
        kafka.getConfiguration().setSaslAuthType(KafkaAuthType.SCRAM_SHA_512);
        kafka.getConfiguration().setSaslUsername("vault");
        kafka.getConfiguration().setSaslPassword("secret");

        assertThat(all()).allSatisfy(client -> assertThat(client)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .hasEntrySatisfying(
                        "sasl.jaas.config", jaas -> assertThat(jaas.toString()).contains("username=\"vault\"")));
    }

    @Test
    void clientsShowThemselvesInJmxOnlyWhereCamelDoesOrTheUserSaysSo() {
        assertThat(all()).allSatisfy(client -> assertThat(client).containsEntry("auto.include.jmx.reporter", false));

        kafka.getConfiguration().setAdditionalProperties(Map.of("auto.include.jmx.reporter", "true"));

        assertThat(all()).allSatisfy(client -> assertThat(client).containsEntry("auto.include.jmx.reporter", "true"));

        kafka.getConfiguration().setAdditionalProperties(Map.of());
        context.getManagementStrategy().setManagementAgent((ManagementAgent) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagementAgent.class},
                (agent, method, arguments) -> null));

        assertThat(all()).noneMatch(client -> client.containsKey("auto.include.jmx.reporter"));
    }

    @Test
    void recordsAreCompressedAndTheUserSaysHow() {
        kafka.getConfiguration().setBrokers("localhost:9092");
        KafkaSettings settings = new KafkaSettings(context);

        assertThat(settings.producer("id")).containsEntry("compression.type", "lz4");

        kafka.getConfiguration().setCompressionCodec("zstd");

        assertThat(settings.producer("id")).containsEntry("compression.type", "zstd");
    }

    /** Camel's defaults, set by somebody who wants them: they are not ours to change. */
    @ParameterizedTest
    @CsvSource({
        "session-timeout-ms,45000,session.timeout.ms",
        "sessionTimeoutMs,45000,session.timeout.ms",
        "heartbeat-interval-ms,3000,heartbeat.interval.ms",
        "additional-properties[session.timeout.ms],45000,session.timeout.ms"
    })
    void honoursAnOptionThatIsSetToCamelsDefault(String option, String value, String key) {
        GroupSettings group = new GroupSettings("g", Optional.empty());
        kafka.getConfiguration().setBrokers("localhost:9092");
        KafkaSettings settings = new KafkaSettings(context);
        assertThat(MemberSettings.of(settings, group, "t.ledger", 8, ours -> {}).get(key))
                .asString()
                .isNotEqualTo(value);

        if (option.endsWith("]")) {
            kafka.getConfiguration().setAdditionalProperties(Map.of(key, value));
        } else {
            context.getPropertiesComponent().addInitialProperty("camel.component.kafka." + option, value);
        }

        assertThat(MemberSettings.of(settings, group, "t.ledger", 8, ours -> {}).get(key))
                .asString()
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "producer-batch-size,batch.size",
        "compression-codec,compression.type",
        "linger-ms,linger.ms",
        "buffer-memory-size,buffer.memory"
    })
    void honoursAnOptionOfTheProducerThatIsSetToCamelsDefault(String option, String key) {
        kafka.getConfiguration().setBrokers("localhost:9092");
        KafkaSettings settings = new KafkaSettings(context);
        Object untouched = new KafkaConfiguration().createProducerProperties().get(key);
        assertThat(settings.producer("id").get(key)).isNotEqualTo(untouched);

        context.getPropertiesComponent().addInitialProperty("camel.component.kafka." + option, untouched.toString());

        assertThat(settings.producer("id").get(key)).isEqualTo(untouched);
    }

    /** Consumers of the newer group protocol cannot name the assignor, so anybody could be assigned shards with them. */
    @Test
    void consumersCreateNoTopicAndUseTheClassicGroupProtocolWhateverIsSet() {
        kafka.getConfiguration().setBrokers("localhost:9092");
        kafka.getConfiguration().setAdditionalProperties(Map.of("group.protocol", "consumer"));

        assertThat(new KafkaSettings(context).reader())
                .containsEntry("group.protocol", "classic")
                .containsEntry("allow.auto.create.topics", false);
    }

    /** If all brokers that a client knows have moved; clients before 4.0 would ask these for ever. */
    @Test
    void producersAndConsumersAskTheConfiguredAddressesAgainUnlessSomebodySetsAnotherStrategy() {
        String strategy = "metadata.recovery.strategy";
        kafka.getConfiguration().setBrokers("localhost:9092");
        KafkaSettings settings = new KafkaSettings(context);

        assertThat(Stream.of(settings.reader(), settings.consumer(), settings.producer("id")))
                .allSatisfy(client -> assertThat(client).containsEntry(strategy, "rebootstrap"));

        kafka.getConfiguration().setAdditionalProperties(Map.of(strategy, "none"));

        assertThat(settings.producer("id")).containsEntry(strategy, "none");
    }

    @Test
    void anAdminClientDoesNotFloodTheLogWhileNoBrokerAnswers() {
        kafka.getConfiguration().setBrokers("127.0.0.1:" + FreePort.any());
        Properties settings = new KafkaSettings(context).admin();
        settings.put("default.api.timeout.ms", 2_000);
        settings.put("request.timeout.ms", 1_000);

        try (LogLines log = LogLines.of("org.apache.kafka", Level.INFO);
                Admin admin = KafkaClients.admin(settings)) {
            assertThat(admin.listTopics().names().toCompletionStage().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class);
            assertThat(log.lines()).hasSizeLessThan(50);
        }
    }

    @Test
    void membersUseOurOwnAssignor() {
        kafka.getConfiguration().setBrokers("localhost:9092");
        GroupSettings group = new GroupSettings("g", Optional.of("one"));

        assertThat(MemberSettings.of(new KafkaSettings(context), group, "p.ledger", 8, ours -> {}))
                .containsEntry("partition.assignment.strategy", List.of(ShardAssignor.class))
                .containsEntry("group.id", "g")
                .containsEntry("group.instance.id", "one");
    }

    @Test
    void aMemberWaitsForABrokerNoLongerThanOtherClientsUnlessTheUserSaysSo() {
        kafka.getConfiguration().setBrokers("localhost:9092");
        GroupSettings group = new GroupSettings("g", Optional.empty());
        KafkaSettings settings = new KafkaSettings(context);

        assertThat(MemberSettings.of(settings, group, "p.ledger", 8, ours -> {}))
                .containsEntry("request.timeout.ms", "10000");

        kafka.getConfiguration().setConsumerRequestTimeoutMs(20_000);

        assertThat(MemberSettings.of(settings, group, "p.ledger", 8, ours -> {}))
                .containsEntry("request.timeout.ms", 20_000);
    }

    private static SSLContextParameters trusting(String resource) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(resource);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }
}
