package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.console.Colour;
import io.vaultmedia.sandbox.console.Screen;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.net.URI;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** The addresses and options at the head of the screen. Immutable. */
record Facts(Options options, URI api, String apiKey, String kafka) {
    static Facts of(Options options, VaultSimulator api, EmbeddedKafka kafka) {
        return new Facts(options, api.baseUrl(), api.apiKey(), kafka.bootstrapServers());
    }

    /** Shows what is known while the rest is still starting. */
    static void showTitle(Screen screen) {
        screen.line("");
        screen.line("  " + screen.terminal().paint(Colour.STRONG, "vault-media-routes sandbox"));
        screen.line("");
    }

    void show(Screen screen) {
        screen.fact("Vault+ API", api + "  " + pace());
        screen.fact("Kafka", kafka);
        screen.fact("Status page", "http://127.0.0.1:" + options.managementPort() + "/");
        screen.fact("Log", options.log());
        screen.command(
                "Read along",
                "kcat",
                "-b " + kafka,
                "-C",
                "-t " + ProductProperties.TOPIC_PREFIX + ".image",
                "-f '%k %h\\n'");
        screen.fact("Your types", "docs/consuming.md#types-from-the-document");
        screen.fact("API key", apiKey);
        List<String> connections = SampleConnections.entries();
        screen.fact("Connections", connections.get(0));
        connections.subList(1, connections.size()).forEach(entry -> screen.fact("", entry));
        screen.command("Run it too", application());
        screen.fact(
                "End",
                options.runFor().isPresent() ? "after " + options.runFor().get().toSeconds() + " s" : "Ctrl-C");
        screen.line("");
    }

    /** A shell command that runs the packaged application with the simulated API and the broker, on topics of its own. */
    private String[] application() {
        return new String[] {
            "VAULT_API_BASE_URL=" + api,
            "VAULT_API_KEY=" + apiKey,
            "VAULT_CONNECTIONS=" + SampleConnections.entries().get(0),
            "CAMEL_COMPONENT_KAFKA_BROKERS=" + kafka,
            "VAULT_GROUP=mine",
            "VAULT_TOPIC_PREFIX=mine",
            "CAMEL_MANAGEMENT_PORT=" + (options.managementPort() + 1),
            "java -jar target/app/vault-media-routes.jar"
        };
    }

    private String pace() {
        String pace =
                "%d ms latency, %s new items/s".formatted(options.latency().toMillis(), plain(options.rate()));
        return options.faults() > 0 ? pace + ", " + plain(options.faults() * 100) + " % fail" : pace;
    }

    private static String plain(double number) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
