package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.LogLines;
import io.vaultmedia.connection.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connections file that is edited while we run; each look stands for a second. */
class ConnectionsReloadTest {

    @TempDir
    private Path folder;

    private final LogLines log = LogLines.of(Connections.class);
    private Path file;
    private Connections connections;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("connections.yaml"), "- alice=conn_secret_a\n");
        Map<String, String> properties = Map.of(
                "vault.connections-file", file.toString(),
                "vault.connections", "zoe=conn_secret_z",
                "vault.poll.interval", "60s");
        ConnectionsSettings settings =
                new ConnectionsSettings(new SettingsReader(key -> Optional.ofNullable(properties.get(key))), all -> {});
        connections = new Connections(settings.read(), settings);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void takesAnEditOverAtTheSecondLook() throws IOException {
        Files.writeString(file, "- alice=conn_secret_a\n- bob=conn_secret_b\n");
        connections.reload();
        assertThat(names()).containsExactly("zoe", "alice");
        connections.reload();
        assertThat(names()).containsExactly("zoe", "alice", "bob");
        assertThat(log.lines(Level.INFO)).containsExactly("Applied an edit of the connections: 1 added");
    }

    @Test
    void keepsTheLastGoodOnesThroughEachWrongEditAndWarnsOnceOfIt() throws IOException {
        Files.writeString(file, "- alice=conn_secret_a\n- id: conn_secret_b\n  interval: 5x\n");
        look(5);
        assertThat(connections.problem())
                .startsWith("vault.connections-file: " + file
                        + ", line 3, entry 2: interval 5x: must be off, or a duration");
        Files.writeString(file, "- alice=conn_secret_a\n- id: conn_secret_b\n  interval: 5y\n");
        look(5);
        Files.writeString(file, "- alice=conn_secret_a\n- id: 'conn_secret_b\n");
        look(5);
        Files.delete(file);
        look(5);

        assertThat(connections.problem()).startsWith("vault.connections-file=" + file + ": must be a readable");
        assertThat(names()).containsExactly("zoe", "alice");
        assertThat(log.lines(Level.WARN)).hasSize(4).allSatisfy(line -> assertThat(line)
                .startsWith("An edit of the connections is not applied")
                .doesNotContain("secret"));

        Files.writeString(file, "- bob=conn_secret_b\n");
        look(2);
        assertThat(connections.problem()).isNull();
        assertThat(names()).containsExactly("zoe", "bob");
        assertThat(log.lines(Level.INFO)).containsExactly("Applied an edit of the connections: 1 added, 1 removed");
    }

    @Test
    void saysWhenItHasBeenPutRight() throws IOException {
        Files.writeString(file, "");
        look(2);
        assertThat(connections.problem()).isNotNull();
        Files.writeString(file, "- alice=conn_secret_a\n");
        look(2);

        assertThat(connections.problem()).isNull();
        assertThat(log.lines(Level.INFO)).containsExactly("Applied an edit of the connections: nothing has changed");
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            connections.reload();
        }
    }

    private List<String> names() {
        return connections.current().stream()
                .map(one -> one.connection().name())
                .toList();
    }
}
