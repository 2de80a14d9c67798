package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.command.text.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Help.Ansi;

/**
 * One run of the kit, from its first topic to the deletion of its last one. Ctrl-C ends it early: it kills its processes and deletes
 * its topics, too. Not thread safe.
 */
final class ProveRun implements AutoCloseable {

    /** The product's default: how long a group waits for a member that is paused. */
    private static final Duration SESSION = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CLEAN_UP = Duration.ofSeconds(30);

    private final ProveOptions options;
    private final PrintWriter err;
    private final ProgressLine progress;
    private final Path folder;
    private final OwnTopics topics;
    private final ClusterSetup setup;
    private final Plan plan;
    private final List<Scenario.Happening> happenings = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread onCtrlC;
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private volatile Cluster cluster;
    private volatile boolean interrupted;
    private volatile boolean isDeleted;
    private boolean isClean;

    private ProveRun(ProveOptions options, PrintWriter err, Path folder, String prefix) {
        this.options = options;
        this.err = err;
        this.folder = folder;
        this.progress = new ProgressLine(err, Ansi.AUTO.enabled());
        this.plan = Plan.ofReplicas(options.seed(), options.rounds(), SESSION);
        Map<String, String> product = new HashMap<>(Map.of("vault.page.limit", "10"));
        options.replicationFactor()
                .ifPresent(factor -> product.put("vault.topic.replication-factor", Integer.toString(factor)));
        this.setup = new ClusterSetup(
                folder,
                Brokers.foreign(options.brokers()),
                options.kafka(),
                prefix,
                options.app(),
                options.seed(),
                plan.itemsOfEachConnection(),
                product);
        this.topics = OwnTopics.open(setup.client(), prefix);
        this.onCtrlC = new Thread(this::endEarly, "end-prove");
    }

    /**
     * Makes one with a folder and a prefix of its own. Asks Kafka.
     *
     * @throws org.apache.kafka.common.KafkaException if no broker answers in time
     */
    static ProveRun open(ProveOptions options, PrintWriter err) throws IOException {
        Path folder = Files.createTempDirectory("vault-prove-");
        System.setProperty("log4j2.configurationFile", "log4j2-sandbox.properties"); // Read with the first logger.
        System.setProperty("sandbox.log", folder.resolve("prove.log").toString());
        Awaitility.setDefaultTimeout(PATIENCE);
        String prefix =
                String.format("vault-prove-%08x", RandomGenerator.getDefault().nextInt());
        ProveRun run = new ProveRun(options, err, folder, prefix);
        try {
            run.topics.brokers();
        } catch (RuntimeException e) {
            run.isClean = true;
            run.closeAll();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(run.onCtrlC);
        return run;
    }

    /** The thread that runs cannot be interrupted while it waits for a condition: so this one cleans up. */
    private void endEarly() {
        interrupted = true;
        try {
            Cluster present = cluster;
            if (present != null) {
                present.close();
            }
            close();
            err.println("Ended early: there is no verdict. Its processes are killed.");
        } catch (IOException | RuntimeException e) {
            err.println("Ended early: there is no verdict. Cleaning up failed: " + e.getMessage());
        }
        err.println("Its topics " + setup.prefix() + ".* are " + (isDeleted ? "deleted." : "left."));
        err.flush();
    }

    /** Returns true if Ctrl-C has ended it. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** Carries the plan out, and checks. */
    Findings run() {
        long end = System.nanoTime() + options.duration().toNanos();
        try (Cluster started = Cluster.start(setup)) {
            cluster = started;
            Optional<String> stuck = Optional.empty();
            progress("the first replica starts", 0);
            try {
                new Scenario(started, () -> System.nanoTime() > end, this::begun, happenings::add).carryOut(plan);
                progress("waits for the last variants", happenings.size());
                started.awaitRest();
            } catch (ConditionTimeoutException e) {
                stuck = Optional.of(e.getMessage());
            }
            Verdict verdict = started.compare();
            Findings findings = new Findings(topics.kafka(), happenings, verdict, started.overlaps(), stuck);
            isClean = findings.areClean();
            return findings;
        } finally {
            progress.close();
        }
    }

    private void begun(Round round) {
        progress(round.toString(), round.number() - 1);
    }

    private void progress(String what, int rounds) {
        progress.show(what, rounds / (double) Math.max(1, options.rounds()));
    }

    /** Returns once it is closed, also if another thread closes it. */
    @Override
    public void close() throws IOException {
        if (isClosing.getAndSet(true)) {
            awaitClosed();
            return;
        }
        try {
            if (options.keep()) {
                err.println("kept: topics " + setup.prefix() + ".*");
            } else {
                topics.delete();
                isDeleted = true;
            }
        } finally {
            closeAll();
        }
    }

    private void awaitClosed() {
        try {
            var unused = closed.await(CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() throws IOException {
        try {
            topics.close();
            boolean keepsLogs = options.keep() || !isClean;
            delete(keepsLogs ? this::isSecret : file -> true);
            if (keepsLogs) {
                err.println("logs of all processes: " + folder);
            }
            err.flush();
        } finally {
            closed.countDown();
        }
    }

    /** Settings of Kafka clients may have passwords. */
    private boolean isSecret(Path file) {
        return file.toString().endsWith(".properties");
    }

    private void delete(Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.sorted(Comparator.reverseOrder()).filter(which).toList()) {
                Files.delete(file);
            }
        }
    }
}
