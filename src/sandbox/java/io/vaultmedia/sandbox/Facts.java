package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.console.Colour;
import io.vaultmedia.sandbox.console.Screen;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.net.URI;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** The addresses and options at the head of the screen. Immutable. */
record Facts(Options options, URI api, String kafka, int managementPort) {
    static Facts of(Options options, VaultSimulator api, EmbeddedKafka kafka, int managementPort) {
        return new Facts(options, api.baseUrl(), kafka.bootstrapServers(), managementPort);
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
        screen.fact("Management", "http://127.0.0.1:" + managementPort + "/observe/health  /observe/metrics");
        screen.fact("Log", options.log());
        screen.fact(
                "Read along", "kcat -b " + kafka + " -C -t " + ProductProperties.TOPIC_PREFIX + ".image -f '%k %h\\n'");
        screen.fact(
                "End",
                options.runFor().isPresent() ? "after " + options.runFor().get().toSeconds() + " s" : "Ctrl-C");
        screen.line("");
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
