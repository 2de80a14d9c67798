package io.vaultmedia.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    @TempDir
    private Path folder;

    @Test
    void tellsOfAnEditOnceAndOnlyWhenItStays() throws IOException {
        Path path = write("file", "one");
        WatchedFile file = new WatchedFile(path);
        assertThat(content(file)).isEqualTo("one");
        assertThat(file.hasChanged()).isFalse();

        Files.writeString(path, "tw");
        assertThat(file.hasChanged()).as("half written").isFalse();
        Files.writeString(path, "two");
        assertThat(file.hasChanged()).as("just written").isFalse();
        assertThat(content(file)).isEqualTo("one");
        assertThat(file.hasChanged()).as("still the same").isTrue();
        assertThat(content(file)).isEqualTo("two");
        assertThat(file.hasChanged()).as("told already").isFalse();
    }

    @Test
    void doesNotTellOfAnEditThatIsTakenBack() throws IOException {
        Path path = write("file", "one");
        WatchedFile file = new WatchedFile(path);
        Files.writeString(path, "two");
        assertThat(file.hasChanged()).isFalse();
        Files.writeString(path, "one");
        assertThat(file.hasChanged()).isFalse();
        assertThat(file.hasChanged()).isFalse();
    }

    @Test
    void seesAFileThatIsMovedThere() throws IOException {
        Path path = write("file", "one");
        WatchedFile file = new WatchedFile(path);
        Files.move(write("new", "two"), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertChangedTo(file, "two");
    }

    /** As Kubernetes replaces a volume: the file is a link into a folder, whose own link is exchanged. */
    @Test
    void seesALinkThatIsExchangedWhateverTimeAndSize() throws IOException {
        FileTime time = FileTime.fromMillis(0);
        for (String version : new String[] {"1", "2"}) {
            Files.createDirectory(folder.resolve("v" + version));
            Files.setLastModifiedTime(write("v" + version + "/file", "ver" + version), time);
        }
        Path data = Files.createSymbolicLink(folder.resolve("data"), Path.of("v1"));
        WatchedFile file = new WatchedFile(Files.createSymbolicLink(folder.resolve("file"), Path.of("data/file")));
        assertThat(content(file)).isEqualTo("ver1");

        Path swap = Files.createSymbolicLink(folder.resolve("swap"), Path.of("v2"));
        Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertChangedTo(file, "ver2");
    }

    @Test
    void tellsOfAFileThatIsGoneAndThatIsBack() throws IOException {
        Path path = write("file", "one");
        WatchedFile file = new WatchedFile(path);
        Files.delete(path);
        assertThat(file.hasChanged()).isFalse();
        assertThat(file.hasChanged()).isTrue();
        assertThatThrownBy(file::content).isInstanceOf(NoSuchFileException.class);
        assertThat(file.hasChanged()).isFalse();

        Files.writeString(path, "one");
        assertChangedTo(file, "one");
    }

    private static void assertChangedTo(WatchedFile file, String content) throws IOException {
        assertThat(file.hasChanged()).isFalse();
        assertThat(file.hasChanged()).isTrue();
        assertThat(content(file)).isEqualTo(content);
    }

    private static String content(WatchedFile file) throws IOException {
        return new String(file.content(), StandardCharsets.UTF_8);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
