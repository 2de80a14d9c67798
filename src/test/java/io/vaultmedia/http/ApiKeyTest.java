package io.vaultmedia.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    @TempDir
    private Path folder;

    private Path file;
    private int second;
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("key");
    }

    @Test
    void staysAsGiven() throws Exception {
        assertThat(ApiKey.of("sk_1").value()).isEqualTo("sk_1");
    }

    @Test
    void isNotShown() throws Exception {
        write("sk_secret");

        assertThat(ApiKey.of("sk_secret")).hasToString("ApiKey[***]");
        assertThat(ApiKey.inFile(file)).hasToString("ApiKey[***]");
    }

    @Test
    void isReadFromAFileWithoutTheLineEndAroundIt() throws Exception {
        write(" sk_1\r\n");

        assertThat(ApiKey.inFile(file).value()).isEqualTo("sk_1");
    }

    @Test
    void isReadAgainWhenTheFileChanges() throws Exception {
        write("sk_1");
        ApiKey key = ApiKey.inFile(file, nanos::get);
        assertThat(key.value()).isEqualTo("sk_1");

        write("sk_2");

        assertThat(key.value()).isEqualTo("sk_1");
        assertThat(valueASecondLater(key)).as("it may be half written").isEqualTo("sk_1");
        assertThat(valueASecondLater(key)).isEqualTo("sk_2");
    }

    /** The way Kubernetes swaps a mounted secret. */
    @Test
    void isReadAgainWhenALinkIsMovedToAnotherFile() throws Exception {
        write("sk_1");
        Path old = Files.move(file, folder.resolve("old"));
        Files.createSymbolicLink(file, old);
        ApiKey key = ApiKey.inFile(file, nanos::get);
        assertThat(key.value()).isEqualTo("sk_1");

        Path other = folder.resolve("new");
        Files.writeString(other, "sk_2");
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        Files.createSymbolicLink(folder.resolve("swap"), other);
        Files.move(folder.resolve("swap"), file, StandardCopyOption.REPLACE_EXISTING);

        look(key, 2);
        assertThat(key.value()).isEqualTo("sk_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "sk one", "sk\none", "schlüssel"})
    void refusesAFileThatHoldsNoKey(String content) throws Exception {
        write(content);

        assertThatThrownBy(() -> ApiKey.inFile(file).value())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContainingAny("one", "lüssel");
    }

    @Test
    void recoversOnceTheFileHoldsAKeyAgain() throws Exception {
        write("");
        ApiKey key = ApiKey.inFile(file, nanos::get);
        assertThatThrownBy(key::value).isInstanceOf(IOException.class);

        write("sk_1");

        look(key, 2);
        assertThat(key.value()).isEqualTo("sk_1");
    }

    @Test
    void failsWhileTheFileIsGone() {
        assertThatThrownBy(() -> ApiKey.inFile(file).value())
                .isInstanceOf(IOException.class)
                .hasMessage("the API key file " + file + " cannot be read: NoSuchFileException");
    }

    @Test
    void countsItsChanges() throws Exception {
        assertThat(ApiKey.of("sk_1").changes()).isZero();
        write("sk_1");
        ApiKey key = ApiKey.inFile(file, nanos::get);
        long atFirst = key.changes();

        look(key, 2);
        assertThat(key.changes()).isEqualTo(atFirst);
        write("sk_1");
        look(key, 2);
        assertThat(key.changes()).isEqualTo(atFirst);
        write("sk_2");
        look(key, 2);
        assertThat(key.changes()).isEqualTo(atFirst + 1);
        look(key, 2);
        assertThat(key.changes()).isEqualTo(atFirst + 1);
    }

    @Test
    void countsAChangeThatARequestSawFirst() throws Exception {
        write("sk_1");
        ApiKey key = ApiKey.inFile(file, nanos::get);
        long atFirst = key.changes();

        write("sk_2");
        valueASecondLater(key);
        valueASecondLater(key);

        assertThat(key.changes()).isEqualTo(atFirst + 1);
    }

    /** A connection that failed without a key must be retried, even if the key is the same as before. */
    @Test
    void countsAKeyThatIsThereAgain() throws Exception {
        write("sk_1");
        ApiKey key = ApiKey.inFile(file, nanos::get);
        long atFirst = key.changes();

        Files.delete(file);
        look(key, 2);
        assertThat(key.changes()).isEqualTo(atFirst);
        write("sk_1");
        look(key, 2);

        assertThat(key.changes()).isEqualTo(atFirst + 1);
    }

    @Test
    void looksAtItsFileOnceASecondAtMost() throws Exception {
        write("sk_1");
        ApiKey key = ApiKey.inFile(file, nanos::get);
        write("sk_2");
        look(key, 1);

        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(key.value()).isEqualTo("sk_1");
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(key.value()).isEqualTo("sk_2");
    }

    private String valueASecondLater(ApiKey key) throws IOException {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        return key.value();
    }

    /** Looks a second later, as often as this. */
    private void look(ApiKey key, int times) {
        for (int i = 0; i < times; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            key.changes();
        }
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++second)));
    }
}
