package io.vaultmedia.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class StoredVariantDeserializerTest {

    private static final String VALUE =
            "{\"connection\":\"alice\",\"mediaId\":\"1\",\"type\":\"video\",\"duration\":7.5,\"label\":\"720\",\"storedAt\":5,"
                    + "\"url\":\"https://secret\",\"aFieldOfLater\":true}";

    private final StoredVariantDeserializer deserializer = new StoredVariantDeserializer();

    @Test
    void readsAValueAndIgnoresFieldsThatItDoesNotKnow() {
        StoredVariant variant = deserializer.deserialize("t", bytes(VALUE));

        assertThat(variant.connection()).isEqualTo("alice");
        assertThat(variant.storedAt()).isEqualTo(5);
    }

    @Test
    void readsATombstoneAsNull() {
        assertThat(deserializer.deserialize("t", null)).isNull();
    }

    @Test
    void refusesWhatIsNoVariantAndDoesNotShowIt() {
        for (String other :
                new String[] {"{\"specversion\":\"1.0\",\"data\":{}}", "{\"url\":\"https://secret\"", "[]"}) {
            assertThatThrownBy(() -> deserializer.deserialize("t", bytes(other)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("A value of the topic t is not a stored variant")
                    .hasNoCause();
        }
    }

    /** What a consumer without Camel has on its class path. */
    @Test
    void needsNoCamel() throws Exception {
        URL[] jars = Stream.concat(
                        Stream.of(Path.of("target", "classes").toAbsolutePath() + "/"),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(jar -> jar.matches(".*/(jackson-|kafka-clients|slf4j-api)[^/]*\\.jar")))
                .map(StoredVariantDeserializerTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(StoredVariantDeserializer.class.getName());
            Object read = type.getMethod("deserialize", String.class, byte[].class)
                    .invoke(type.getConstructor().newInstance(), "t", bytes(VALUE));

            assertThat(read.toString()).isEqualTo("StoredVariant[1/720@5]");
            assertThatThrownBy(() -> loader.loadClass("org.apache.camel.CamelContext"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    private static URL url(String file) {
        try {
            return URI.create("file:" + file).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(file, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
