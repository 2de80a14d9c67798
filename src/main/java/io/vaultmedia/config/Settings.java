package io.vaultmedia.config;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.http.ApiKey;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.schedule.Pace;
import io.vaultmedia.shard.TopicSetup;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All {@code vault.*} settings, checked; {@code application.properties} says what each means.
 *
 * @param instance whose settings these are
 * @param baseUrl scheme, host and port of the API, without a trailing slash
 * @param connections all connections at the start
 * @param connectionsSource reports later edits
 * @param kafkaComponent the name of the Camel component whose settings our Kafka clients have
 * @param healthReadiness true if our health checks decide, too, whether the application is ready
 * @param isTraced true if an OpenTelemetry trace is made of each page
 * @param forgetAfter how long a removed connection stays in the ledger; empty for ever
 */
public record Settings(
        Instance instance,
        URI baseUrl,
        ApiKey apiKey,
        List<ConnectionSettings> connections,
        ConnectionsSource connectionsSource,
        Pace pace,
        ScanSettings scan,
        int pageMaxBytes,
        int shards,
        GroupSettings group,
        String kafkaComponent,
        boolean healthReadiness,
        boolean isTraced,
        Optional<Duration> forgetAfter,
        TopicSettings topics,
        PublishSettings publish) {

    static final String GROUP = "vault.group";
    static final String KAFKA_COMPONENT = "vault.kafka.component";

    /** Far longer than a scan of a connection that was just removed goes on. */
    private static final Duration SHORTEST_MEMORY = Duration.ofHours(1);

    private static final String NAME = "[A-Za-z0-9._-]+";

    /**
     * Reads and checks every setting.
     *
     * @param instance whose settings are read
     * @param properties returns the value of a key, or empty if it is not set
     * @throws ConfigurationException for the first one that is missing or wrong
     */
    static Settings read(Instance instance, Function<String, Optional<String>> properties) {
        SettingsReader in = new SettingsReader(properties);
        in.duration("vault.connections.reload-interval", Duration.ofMillis(100));
        ApiSettings api = ApiSettings.read(in);
        HttpSettings.check(in);
        LogFormat.check(in);
        TopicSettings topics = TopicSettings.read(in);
        ConnectionsSettings connections = new ConnectionsSettings(in, all -> topics.require(in, all));
        return new Settings(
                instance,
                api.baseUrl(),
                api.key(),
                connections.read(),
                connections,
                PaceSettings.read(in),
                new ScanSettings(
                        in.duration("vault.scan.overlap", Duration.ZERO),
                        PaceSettings.sweepInterval(in),
                        StartFromSetting.read(in),
                        in.number("vault.page.limit", 1, 100),
                        in.number("vault.scan.max-pages", 1, Integer.MAX_VALUE)),
                in.number("vault.page.max-bytes", 1024, 256 * 1024 * 1024),
                in.number("vault.shards", 1, 1024),
                group(in),
                name(in, KAFKA_COMPONENT),
                in.flag("vault.health.readiness"),
                TraceSetting.read(in),
                in.durationOrOff("vault.forget.removed-after", SHORTEST_MEMORY),
                topics,
                PublishSettings.read(in, instance));
    }

    /** Returns what creates and checks the topics. */
    public TopicSetup topicSetup(KafkaSettings kafka) {
        return new TopicSetup(
                kafka, topics.names(), shards, publish.progressInterval().isPresent(), topics.missing());
    }

    private static GroupSettings group(SettingsReader in) {
        String instance = "vault.group.instance-id";
        return new GroupSettings(name(in, GROUP), in.text(instance).map(value -> name(in, instance)));
    }

    static String name(SettingsReader in, String key) {
        String right = "must be a name of letters, digits, '.', '_' and '-'";
        String value = in.required(key, right);
        if (!value.matches(NAME) || value.length() > 200) {
            throw ConfigurationException.wrong(key, value, right);
        }
        return value;
    }
}
