package io.vaultmedia.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.guarantees.WithOwnKafka;
import io.vaultmedia.sandbox.console.Screen;
import io.vaultmedia.sandbox.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@WithOwnKafka
class SandboxTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen =
            new Screen(new PrintStream(bytes, false, StandardCharsets.UTF_8), Terminal.plain(StandardCharsets.UTF_8));

    @Test
    void showsWhatIsPublishedAndCountsIt() throws Exception {
        Summary summary = show(options("for", "4s", "items", "20", "rate", "5"), new PlainPublisher(1));

        assertThat(summary.isExactlyOnce()).as(text()).isTrue();
        assertThat(summary.published()).isGreaterThan(80).isEqualTo(summary.distinct());
        assertThat(summary.requests()).containsOnlyKeys(200);
        assertThat(text())
                .containsSubsequence(
                        "Vault+ API  http://127.0.0.1:",
                        "kcat -b 127.0.0.1:",
                        "100 %  80 of 80 variants",
                        "media id/label",
                        "incremental",
                        "published",
                        "exactly once")
                .doesNotContain("\u001b", "\r", "REPEATED");
    }

    @Test
    void seesRepetitions() throws Exception {
        Summary summary = show(options("for", "1s", "items", "3", "rate", "0"), new PlainPublisher(2));

        assertThat(summary.repeated()).isEqualTo(12);
        assertThat(summary.isExactlyOnce()).isFalse();
        assertThat(text()).contains("REPEATED", "Not every stored variant was published exactly once.");
    }

    @Test
    void endsAtOnceBeforeTheProductIsStarted() throws Exception {
        SandboxRun run = new SandboxRun(options(), screen, properties -> {
            throw new AssertionError("started");
        });
        run.stop();

        assertThat(Sandbox.show(run, screen)).isEqualTo(Summary.NOTHING);
        assertThat(text()).endsWith("Ended before the product was started.\n").doesNotContain("Kafka");
    }

    @Test
    void endsAtOnceWhileTheProductIsStarting() throws Exception {
        AtomicReference<SandboxRun> run = new AtomicReference<>();
        run.set(new SandboxRun(options("items", "1", "rate", "0"), screen, properties -> {
            run.get().stop();
            throw new IllegalStateException("Shutdown in progress");
        }));

        assertThat(Sandbox.show(run.get(), screen)).isEqualTo(Summary.NOTHING);
    }

    @Test
    void waitsForNoBackfillThatIsCutShort() throws Exception {
        AtomicReference<SandboxRun> run = new AtomicReference<>();
        run.set(new SandboxRun(options("items", "20", "rate", "0"), screen, properties -> {
            run.get().stop();
            return () -> {};
        }));

        Summary summary = Sandbox.show(run.get(), screen);

        assertThat(summary.pending()).isEqualTo(80);
        assertThat(summary.lost()).isZero();
        assertThat(summary.ran()).isLessThan(Duration.ofSeconds(10));
        assertThat(text()).contains("The backfill was not finished.");
    }

    @Test
    void namesATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThatThrownBy(() -> show(options("management.port", port), new PlainPublisher(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("port " + port + " is taken (management). Does another sandbox run? "
                            + "-Dsandbox.management.port=0 takes a free port");
        }
    }

    private Summary show(Options options, Product product) throws Exception {
        return Sandbox.show(new SandboxRun(options, screen, product), screen);
    }

    private static Options options(String... pairs) {
        Properties properties = new Properties();
        properties.putAll(Map.of("sandbox.management.port", "0", "sandbox.latency", "5ms"));
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty("sandbox." + pairs[i], pairs[i + 1]);
        }
        return Options.of(properties);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
