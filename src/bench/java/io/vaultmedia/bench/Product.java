package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.jvm.Jvm;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The packaged product, with its default settings unless a scenario sets others. */
final class Product implements Contender {
    static final Path APP = Path.of("target", "app");

    private final List<BenchConnection> connections = new ArrayList<>();
    private final Topics topics;
    private final Path file;
    private final Jvm jvm;
    private Duration interval;
    private int withInterval;

    private Product(Jvm jvm, Topics topics, Path file) {
        this.jvm = jvm;
        this.topics = topics;
        this.file = file;
    }

    /**
     * Starts it.
     *
     * @param jvmOptions options of the JVM, the same for all contenders
     * @param settings in addition to the addresses of the API and the broker
     */
    static Product start(
            Stage stage,
            Topics topics,
            List<String> jvmOptions,
            Map<String, String> settings,
            Collection<BenchConnection> connections)
            throws IOException {
        Path file = stage.folder().resolve(topics.prefix() + ".yaml");
        write(
                file,
                connections.stream().map(connection -> entry(connection, "")).collect(Collectors.joining()));
        List<String> command = new ArrayList<>(jvmOptions);
        settings(stage, topics, file, settings).forEach((key, value) -> command.add("-D" + key + "=" + value));
        // As in the image: an archive of classes is valid for one class path only.
        command.addAll(List.of("-jar", "vault-media-routes.jar"));
        Jvm jvm = Jvm.start(topics.prefix(), stage.folder(), APP, command);
        Product product = new Product(jvm, topics, file);
        product.connections.addAll(connections);
        return product;
    }

    private static Map<String, String> settings(Stage stage, Topics topics, Path file, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("vault.api.base-url", stage.apiUrl());
        settings.put("vault.api.key", "sk_bench");
        settings.put("vault.connections-file", file.toString());
        settings.put("vault.group", topics.prefix());
        settings.put("vault.topic.prefix", topics.prefix());
        settings.put("camel.component.kafka.brokers", stage.brokers());
        settings.put("camel.management.port", Integer.toString(FreePort.any()));
        settings.putAll(more);
        return settings;
    }

    /** Polls the first connections at this interval, regardless of the interval setting. */
    void pollEach(Duration each, int first) throws IOException {
        interval = each;
        withInterval = first;
        write();
    }

    /** The product checks its connections file each second. */
    @Override
    public void scan(Vaults vaults) throws IOException {
        connections.addAll(vaults.connections());
        write();
    }

    /** Moves the file in one step, so that the product never reads half of it. */
    private void write() throws IOException {
        write(
                file,
                IntStream.range(0, connections.size())
                        .mapToObj(n -> entry(
                                connections.get(n),
                                n < withInterval ? ", interval: " + interval.toSeconds() + "s" : ""))
                        .collect(Collectors.joining()));
    }

    private static void write(Path file, String entries) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, entries.isEmpty() ? "connections: []\n" : "connections:\n" + entries);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String entry(BenchConnection connection, String more) {
        return "- {id: " + connection.id() + ", alias: " + connection.name() + more + "}\n";
    }

    @Override
    public Topics topics() {
        return topics;
    }

    @Override
    public Jvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
