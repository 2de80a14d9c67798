package io.vaultmedia;

import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code java -jar target/app/vault-media-routes.jar} in a folder of its own; whatever happens, it ends with the test. */
final class PackagedApplication implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "app", "vault-media-routes.jar").toAbsolutePath();

    private final Process process;
    private final Path folder;
    private final int port;

    private PackagedApplication(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it with these variables, and none of ours, in the environment. */
    static PackagedApplication start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        int port = FreePort.any();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.matches("(VAULT|CAMEL|JAVA|JDK)_.*"));
        builder.environment().put("CAMEL_MANAGEMENT_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        return new PackagedApplication(builder.start(), folder, port);
    }

    /** Waits for its end, within bounds, and returns its exit code. */
    int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + patience);
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** The answer's body; empty while nobody listens. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (ConnectException e) {
            return "";
        }
    }

    List<String> out() throws IOException {
        return Files.readAllLines(folder.resolve("out"));
    }

    List<String> err() throws IOException {
        return Files.readAllLines(folder.resolve("err"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
