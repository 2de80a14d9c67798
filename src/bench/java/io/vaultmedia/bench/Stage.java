package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchApi;
import io.vaultmedia.bench.jvm.Jvm;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * What all contenders share: one API and one broker, each in its own JVM, and a folder for data and logs. If a
 * measurement fails, the folder is kept. For one thread.
 */
final class Stage implements AutoCloseable {
    private final AtomicInteger fresh = new AtomicInteger();
    private final Path folder;
    private final Jvm kafka;
    private final Jvm api;
    private final String brokers;
    private final String apiUrl;
    private final Admin admin;
    private Path archive;

    private Stage(Path folder, int pages) throws IOException {
        this.folder = folder;
        String classPath = Jvm.classPath();
        this.kafka = Jvm.start(
                "kafka", folder, List.of("-Xmx1g", "-cp", classPath, EmbeddedKafka.class.getName(), data(), "0"));
        this.api = Jvm.start(
                "api", folder, List.of("-Xmx1g", "-cp", classPath, BenchApi.class.getName(), Integer.toString(pages)));
        this.brokers = kafka.line("127\\.0\\.0\\.1:\\d+");
        this.apiUrl = api.line("http://127\\.0\\.0\\.1:\\d+");
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    /** Starts both. */
    static Stage set(int pages) throws IOException {
        return new Stage(Files.createTempDirectory("vault-bench-"), pages);
    }

    private String data() {
        return folder.resolve("kafka-data").toString();
    }

    /** Returns the folder for logs. */
    Path folder() {
        return folder;
    }

    String brokers() {
        return brokers;
    }

    String apiUrl() {
        return apiUrl;
    }

    ApiClient apiClient() {
        return new ApiClient(apiUrl);
    }

    /**
     * Returns the JVM options that start the product as the image does, with a class data archive. The first call
     * makes the archive.
     */
    List<String> asInTheImage() throws IOException, InterruptedException {
        if (archive == null) {
            archive = ClassDataArchive.of(Product.APP, folder);
        }
        return List.of("-XX:SharedArchiveFile=" + archive);
    }

    Jvm kafka() {
        return kafka;
    }

    Jvm api() {
        return api;
    }

    /** Returns topics that were not used before. */
    Topics freshTopics(String name) {
        return new Topics(admin, name + "-" + fresh.incrementAndGet());
    }

    /** Deletes the folder, too. */
    void clear() throws IOException {
        close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        admin.close();
        api.close();
        kafka.close();
    }
}
