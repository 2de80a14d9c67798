package io.vaultmedia.config;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.http.ApiKey;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.schedule.Pace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All {@code vault.*} settings, checked; {@code application.properties} says what each means.
 *
 * @param baseUrl scheme, host and port of the API, without a trailing slash
 * @param connections all connections at the start
 * @param connectionsSource reports later edits
 * @param buriesStepFailures true if a variant on which a host's step fails becomes a dead letter
 * @param hasOwnSteps true if variants pass through a host's own steps
 */
public record Settings(
        URI baseUrl,
        ApiKey apiKey,
        List<ConnectionSettings> connections,
        ConnectionsSource connectionsSource,
        Pace pace,
        ScanSettings scan,
        int pageMaxBytes,
        int shards,
        GroupSettings group,
        String topicPrefix,
        boolean topicCreate,
        Optional<Short> replicationFactor,
        boolean buriesStepFailures,
        boolean hasOwnSteps) {

    /** The default of {@code vault.variant.via}. */
    private static final String PUBLISH_VARIANT = "direct:vault-publish-variant";

    private static final String NAME = "[A-Za-z0-9._-]+";

    /**
     * Reads and checks every setting.
     *
     * @param properties returns the value of a key, or empty if it is not set
     * @throws ConfigurationException for the first one that is missing or wrong
     */
    static Settings read(Function<String, Optional<String>> properties) {
        SettingsReader in = new SettingsReader(properties);
        in.duration("vault.connections.reload-interval", Duration.ofMillis(100));
        ApiSettings api = ApiSettings.read(in);
        HttpSettings.check(in);
        ConnectionsSettings connections = new ConnectionsSettings(in);
        return new Settings(
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
                name(in, "vault.topic.prefix"),
                in.flag("vault.topic.create"),
                replicationFactor(in),
                buriesStepFailures(in),
                !in.required("vault.variant.via", "must be an endpoint").equals(PUBLISH_VARIANT));
    }

    private static GroupSettings group(SettingsReader in) {
        String instance = "vault.group.instance-id";
        return new GroupSettings(name(in, "vault.group"), in.text(instance).map(value -> name(in, instance)));
    }

    private static boolean buriesStepFailures(SettingsReader in) {
        String key = "vault.variant.on-error";
        String right = "must be retry or dead-letter";
        return switch (in.required(key, right)) {
            case "retry" -> false;
            case "dead-letter" -> true;
            default -> throw in.wrong(key, in.required(key, right), right);
        };
    }

    private static String name(SettingsReader in, String key) {
        String right = "must be a name of letters, digits, '.', '_' and '-'";
        String value = in.required(key, right);
        if (!value.matches(NAME) || value.length() > 200) {
            throw ConfigurationException.wrong(key, value, right);
        }
        return value;
    }

    private static Optional<Short> replicationFactor(SettingsReader in) {
        String key = "vault.topic.replication-factor";
        return in.text(key).map(value -> (short) in.number(key, 1, Short.MAX_VALUE));
    }
}
