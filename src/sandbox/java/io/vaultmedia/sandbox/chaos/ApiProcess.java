package io.vaultmedia.sandbox.chaos;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The near end of {@link ChaosApi}: what it is told, and what its journal says. Not thread safe. */
final class ApiProcess implements AutoCloseable {

    private final JavaProcess process;
    private final JournalReader journal;

    private ApiProcess(JavaProcess process, JournalReader journal) {
        this.process = process;
        this.journal = journal;
    }

    /** Starts it, and returns once it can be asked. */
    static ApiProcess start(Path log, ApiOptions options) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", JavaProcess.classPath(), ChaosApi.class.getName()));
        arguments.addAll(options.arguments());
        JavaProcess process = JavaProcess.start(log.getParent(), log, Map.of(), arguments);
        ApiProcess api = new ApiProcess(process, new JournalReader(Path.of(options.journal())));
        Awaitility.await("the simulated API to start")
                .until(() -> api.said("door ").size() == options.replicas());
        return api;
    }

    String key() {
        return said("key ").get(0);
    }

    /** Where a replica is to ask. */
    URI door(int replica) {
        return URI.create(said("door ").get(replica - 1));
    }

    void live(int itemsPerSecond) {
        process.tell("live " + itemsPerSecond);
    }

    void faults(int percent) {
        process.tell("faults " + percent);
    }

    void news() {
        process.tell("news");
    }

    void guard(long pid) {
        process.tell("guard " + pid);
    }

    /** Ends live traffic and faults, and returns the ids of all that ever was stored. */
    Set<String> settle() {
        int before = said("settled").size();
        process.tell("settle");
        Awaitility.await("the simulated API to settle")
                .until(() -> said("settled").size() > before);
        return said("stored ").stream().collect(Collectors.toSet());
    }

    /** Returns those of what was stored that the API had removed when it settled. */
    Set<String> gone() {
        return said("gone ").stream().collect(Collectors.toSet());
    }

    /** All requests so far, oldest first. */
    List<Asked> requests() {
        return journal.requests();
    }

    /** Waits until that many requests more have arrived. */
    void awaitRequests(int more) {
        int target = requests().size() + more;
        Awaitility.await(more + " more requests")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> requests().size() >= target);
    }

    /** Waits until this replica asks, from now on. */
    void awaitRequestOf(int replica) {
        int before = requests().size();
        Awaitility.await("a request of replica " + replica)
                .until(() -> requests().stream().skip(before).anyMatch(asked -> asked.replica() == replica));
    }

    @Override
    public void close() {
        process.kill();
    }

    private List<String> said(String start) {
        return journal.others().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }
}
