package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.conventions.LibraryDependencies;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.Published;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The library with the jars that it brings and no others, behind a class loader that the starting thread does not know. */
@WithKafka
class BareHostTest {

    private final String prefix = KafkaExtension.freshPrefix();

    /** What a host's tool does that loads dependencies by itself, as JBang does: no thread of the JVM inherits this loader. */
    @Test
    void publishesFromBehindAClassLoaderOfItsOwn() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (VaultSimulator api = VaultSimulator.start();
                URLClassLoader libraries = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            api.vault("conn_alice").load(10, "full");
            Class<?> host = libraries.loadClass(BareHost.class.getName());
            assertThat(host).isNotSameAs(BareHost.class);
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());

            AutoCloseable running =
                    (AutoCloseable) host.getMethod("start", Map.class).invoke(null, settings(api, "kafka"));
            try (running) {
                awaitAll(api);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The library's jars, the smallest host's, our own classes, and no Micrometer. */
    private static URL[] urls() throws Exception {
        Set<String> names = LibraryDependencies.all();
        names.addAll(LibraryDependencies.reachableFrom(List.of("org.apache.camel:camel-main")));
        assertThat(names).doesNotContain("io.micrometer:micrometer-core");
        List<URL> urls = new ArrayList<>(List.of(url("target/classes"), url("target/test-classes")));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (names.stream().anyMatch(name -> isJarOf(name, entry))) {
                urls.add(url(entry));
            }
        }
        assertThat(urls).hasSize(names.size() + 2);
        return urls.toArray(URL[]::new);
    }

    private static boolean isJarOf(String name, String entry) {
        Path jar = Path.of(entry);
        String artifact = name.substring(name.indexOf(':') + 1);
        return jar.getNameCount() > 2
                && jar.getParent().getParent().getFileName().toString().equals(artifact);
    }

    private static URL url(String path) throws MalformedURLException {
        return Path.of(path).toUri().toURL();
    }

    private Map<String, String> settings(VaultSimulator api, String component) {
        Map<String, String> settings = new HashMap<>();
        settings.put("camel.component." + component + ".brokers", KafkaExtension.bootstrapServers());
        settings.put("vault.api.base-url", api.baseUrl().toString());
        settings.put("vault.api.key", api.apiKey());
        settings.put("vault.connections", "alice=conn_alice");
        settings.put("vault.group", prefix);
        settings.put("vault.topic.prefix", prefix);
        return settings;
    }

    private void awaitAll(VaultSimulator api) {
        Published published = new Published(KafkaExtension.bootstrapServers(), prefix);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> published.variants().size()
                        == api.vault("conn_alice").everStored().size());
    }

    @Test
    void publishesToAnotherClusterThanTheHost() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault("conn_alice").load(10, "full");
            Map<String, String> settings = settings(api, "media-cluster");
            settings.put("vault.kafka.component", "media-cluster");
            settings.put("camel.component.kafka.brokers", "127.0.0.1:" + FreePort.any());

            AutoCloseable running = BareHost.start(settings);
            try (running) {
                awaitAll(api);
            }
        }
    }
}
