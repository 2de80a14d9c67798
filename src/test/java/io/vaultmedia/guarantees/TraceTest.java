package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1, exactly once: what a real run does is what the model of the protocol (docs/model) allows, step by step, so that
 * the proof is about this code. Needs spin and gcc.
 */
@WithKafka
class TraceTest {

    private static final Path CHECK = Path.of("docs/model/check");

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private final Trace trace = new Trace();

    @Test
    void aRealRunFollowsTheModelAndATamperedOneDoesNot() {
        assumeThat(isInstalled("spin") && isInstalled("gcc"))
                .as("spin and gcc are installed")
                .isTrue();
        run();
        List<String> lines = trace.lines();

        assertThat(lines)
                .as("two commits without an answer")
                .filteredOn(line -> line.startsWith("GIVES_UP"))
                .hasSize(2);
        assertThat(lines)
                .as("two replicas, of which the first has opened again")
                .filteredOn(line -> line.startsWith("TAKES_OVER"))
                .hasSize(4);
        assertThat(check(lines)).as("%s", lines).isZero();
        int opened = lines.lastIndexOf("TAKES_OVER 0 -");
        assertThat(check(without(lines, opened)))
                .as("a ledger read without taking over the id")
                .isOne();
        String sent = lines.get(lines.indexOf("GIVES_UP 0 -") - 2);
        assertThat(check(with(lines, List.of(sent, sent.replace("SENDS", "ENTERS")))))
                .as("a variant that was published before: " + sent)
                .isOne();
        assertThat(check(replace(lines, "READS 1 0,1,2,3,4", "READS 1 0,1,2,3")))
                .as("a lost entry")
                .isOne();
    }

    /** A backfill, news, an answer that is lost, a death before the commit, and another replica that goes on. */
    private void run() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(2, "full");
            TraceRecorder first = new TraceRecorder(trace, 0, prefix + "-0").use();
            try (Product product = start(api)) {
                published.awaitAllOf(api, "alice", Product.ALICE);
                for (TraceRecorder.Commit how : TraceRecorder.Commit.values()) {
                    first.nextCommit(how);
                    api.vault(Product.ALICE).store("new-" + how, "full");
                    published.awaitAllOf(api, "alice", Product.ALICE);
                }
            }
            new TraceRecorder(trace, 1, prefix + "-0").use();
            try (Product product = start(api)) {
                api.vault(Product.ALICE).store("last", "full");
                published.awaitAllOf(api, "alice", Product.ALICE);
            }
        }
    }

    private Product start(VaultSimulator api) {
        return Product.start(
                api,
                KafkaExtension.bootstrapServers(),
                prefix,
                Map.of(
                        "vault.connections", "alice=" + Product.ALICE,
                        "vault.shards", "1",
                        "camel.component.kafka.kafka-client-factory",
                                "#class:" + TraceRecorder.class.getName() + "#present"));
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(index);
        return fewer;
    }

    private static List<String> with(List<String> lines, List<String> more) {
        return Stream.concat(lines.stream(), more.stream().map(line -> line.replace(" 0 ", " 1 ")))
                .toList();
    }

    private static List<String> replace(List<String> lines, String line, String by) {
        assertThat(lines).contains(line);
        return lines.stream().map(one -> one.equals(line) ? by : one).toList();
    }

    /** Returns 0 if the model can follow the trace to its end, 1 if it cannot. */
    private static int check(List<String> lines) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "traces"));
            Path file = Files.createTempFile(folder, "run-", ".trace");
            Files.write(file, lines);
            return new ProcessBuilder(CHECK.toString(), "follow", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(file.getFileName() + ".log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
