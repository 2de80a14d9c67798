package io.vaultmedia.consumers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clients that docs/consuming.md speaks of; each runs an example of {@code src/consumers}. */
enum Client {
    JAVA_3_9,
    JAVA_4,
    KCAT,
    KAFKAJS,
    PLATFORMATIC;

    private static final Path EXAMPLES = Path.of("src", "consumers");
    private static final Path NODE_MODULES = Path.of("target", "consumers", "node_modules");
    private static final Path KAFKA_4 = Path.of("target", "consumers", "kafka-clients-4.3.1.jar");

    /** True if what it needs was installed, which {@code .ci/run} does. */
    static boolean areInstalled() {
        return Files.isDirectory(NODE_MODULES) && Files.exists(KAFKA_4);
    }

    /** Returns the command that prints a topic's records. */
    List<String> command(String brokers, String topic) {
        return switch (this) {
            case JAVA_3_9 -> java(false, brokers, topic);
            case JAVA_4 -> java(true, brokers, topic);
            case KCAT ->
                List.of("kcat", "-b", brokers, "-C", "-q", "-u", "-o", "beginning", "-t", topic, "-f", "%k\\t%s\\n");
            case KAFKAJS, PLATFORMATIC -> node(name().toLowerCase(Locale.ROOT) + ".mjs", brokers, topic);
        };
    }

    private static List<String> java(boolean newer, String brokers, String topic) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-cp",
                classPath(newer),
                EXAMPLES.resolve("PlainConsumer.java").toString(),
                brokers,
                topic,
                "example-" + newer + topic);
    }

    /** What a consumer in Java needs: the client, its codec, and a log. */
    private static String classPath(boolean newer) {
        Stream<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.matches(".*(lz4-java|slf4j-api|kafka-clients)-[^/]*\\.jar"))
                .filter(jar -> !newer || !jar.contains("kafka-clients"));
        return Stream.concat(newer ? Stream.of(KAFKA_4.toString()) : Stream.empty(), jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Node looks for its modules beside the script. */
    private static List<String> node(String script, String brokers, String topic) {
        Path copy = NODE_MODULES.resolveSibling(script);
        try {
            Files.write(copy, Files.readAllBytes(EXAMPLES.resolve(script)));
        } catch (IOException e) {
            throw new UncheckedIOException("copying " + script, e);
        }
        return List.of("node", copy.toString(), brokers, topic);
    }
}
