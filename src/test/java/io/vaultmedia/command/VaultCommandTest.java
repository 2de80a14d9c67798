package io.vaultmedia.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.net.FreePort;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("slow")
class VaultCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "vault.api.base-url", "http://127.0.0.1:" + FreePort.any(),
            "vault.api.key", "sk_secret",
            "vault.connections", "main=conn_main"));

    @Test
    void helpFitsATerminalOf80Columns() {
        assertThat(execute("--help")).isZero();

        assertThat(out.toString()).contains("Usage: java -jar vault-media-routes.jar", "--version");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void versionNamesTheProductAndTheJvm() {
        assertThat(execute("--version")).isZero();

        assertThat(out.toString()).startsWith("vault-media-routes ").contains("Java ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "status",
                "audit",
                "reshard",
                "signal",
                "dead-letters",
                "dead-letters list",
                "dead-letters replay"
            })
    void eachCommandHasHelpAndVersion(String command) {
        assertThat(execute((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: java -jar vault-media-routes.jar " + command);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);

        out.getBuffer().setLength(0);
        assertThat(execute((command + " --version").split(" "))).isZero();
        assertThat(out.toString()).startsWith("vault-media-routes ").contains("Java ");
    }

    @Test
    void aFailureOnATerminalIsBrokenBetweenWords() {
        String message =
                "http://localhost:9876/observe/status does not answer: check that the product runs there, and that"
                        + " --url is right";

        assertThat(CommandErrors.wrapped(message, 60).lines())
                .containsExactly(
                        "vault-media-routes: http://localhost:9876/observe/status",
                        "    does not answer: check that the product runs there, and",
                        "    that --url is right");
    }

    @Test
    void runsTheProductWithoutACommand() {
        assertThat(execute()).isEqualTo(7);
    }

    @Test
    void refusesAnUnknownArgumentInOneLineThatShowsNoValue() {
        assertThat(execute("--api-key=sk_live_1")).isEqualTo(VaultCommand.MISCONFIGURED);

        assertThat(err.toString().lines())
                .containsExactly("vault-media-routes: unknown argument --api-key=…; see --help");
    }

    @ParameterizedTest
    @CsvSource({
        "eu us, , '--instance must be one of vault.instances: eu, us'",
        "eu us, uk, '--instance must be one of vault.instances: eu, us'",
        "'', eu, vault.instances is not set: leave --instance out",
    })
    void asksWhichInstanceIsMeant(String instances, String named, String refusal) {
        if (!instances.isEmpty()) {
            setInstances();
        }
        String[] audit = named == null ? new String[] {"audit"} : new String[] {"audit", "--instance", named};

        assertThat(execute(audit)).isEqualTo(VaultCommand.MISCONFIGURED);
        assertThat(err.toString()).contains(refusal);
    }

    /** The key of the instance eu decides, and no Kafka is asked before it is read. */
    @Test
    void readsTheSettingsOfTheInstanceThatIsNamed() {
        setInstances();
        settings.put("camel.component.kafka.brokers", "127.0.0.1:" + FreePort.any());

        assertThat(execute("check", "--instance", "eu")).isEqualTo(1);
        assertThat(out.toString()).contains("europe").doesNotContain("america");
    }

    private void setInstances() {
        settings.put("vault.instances", "eu,us");
        settings.put("vault.eu.connections", "europe=conn_europe");
        settings.put("vault.eu.group", "eu");
        settings.put("vault.eu.topic.prefix", "media.eu");
        settings.put("vault.us.connections", "america=conn_america");
    }

    private Main main() {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        settings.forEach(main::addInitialProperty);
        return main;
    }

    private int execute(String... args) {
        CommandLine line = VaultCommand.line(this::main, () -> 7);
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
