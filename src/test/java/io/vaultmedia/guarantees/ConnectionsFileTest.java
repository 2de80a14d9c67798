package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connections;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantees 1 and 2 while the connections file is edited: an edit takes effect within seconds, and no edit loses or repeats
 * a variant.
 */
@WithKafka
class ConnectionsFileTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final String ALICE = "- alice=" + Product.ALICE;
    private static final String BOB = "- bob=" + Product.BOB;

    @TempDir
    private Path folder;

    private final String prefix = KafkaExtension.freshPrefix();
    private Path file;
    private VaultSimulator api;
    private Vault alice;
    private Product product;
    private Published published;

    @BeforeEach
    void startWithAlice() throws IOException {
        file = folder.resolve("connections.yaml");
        edit(ALICE);
        api = VaultSimulator.start();
        alice = api.vault(Product.ALICE);
        alice.load(150, "full");
        api.vault(Product.BOB).load(150, "full");
        product = Product.start(
                api,
                KafkaExtension.bootstrapServers(),
                prefix,
                Map.of("vault.connections", "", "vault.connections-file", file.toString()));
        published = Published.of(prefix);
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @AfterEach
    void stop() {
        product.close();
        api.close();
    }

    @Test
    void aConnectionThatIsAddedIsPolledWithinSeconds() throws IOException {
        assertThat(api.requests().count(Product.BOB)).isZero();
        edit(ALICE, BOB);
        Awaitility.await().atMost(SECONDS).until(() -> api.requests().count(Product.BOB) > 0);
        published.awaitAllOf(api, "bob", Product.BOB);
        alice.store("later", "full");
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @Test
    void aConnectionThatIsPausedIsLeftAloneAndLosesNothing() throws IOException {
        edit("- id: " + Product.ALICE, "  alias: alice", "  paused: true", BOB);
        awaitSilence(Product.ALICE);
        alice.load(250, Instant.now(), Duration.ZERO, "full", "thumb");
        published.awaitAllOf(api, "bob", Product.BOB);
        assertThat(published.ids()).hasSize(150 + 150);

        edit(ALICE, BOB);
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(published.ids()).hasSize(150 + 150 + 2 * 250);
    }

    @Test
    void aConnectionThatIsRemovedInTheMiddleOfAScanLosesNothing() throws IOException {
        api.faults(Product.ALICE).latency(Duration.ofMillis(200));
        alice.load(4_000, Instant.now(), Duration.ofMillis(1), "full");
        long before = api.requests().count(Product.ALICE);
        Awaitility.await().until(() -> api.requests().count(Product.ALICE) > before + 2);
        edit(BOB);
        awaitSilence(Product.ALICE);
        published.awaitAllOf(api, "bob", Product.BOB);
        assertThat(published.ids()).as("the scan ended with its page").hasSizeBetween(2 * 150 + 1, 2 * 150 + 3_999);

        edit(ALICE, BOB);
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @Test
    void aConnectionGoesByItsOwnFilterWhichMayChange() throws IOException {
        edit("- id: " + Product.ALICE, "  alias: alice", "  filter: {labels: [thumb, 720]}");
        Awaitility.await()
                .atMost(SECONDS)
                .until(() -> connections().current().get(0).filter().labels().size() == 2);
        alice.load(50, Instant.now(), Duration.ZERO, "full", "thumb");
        awaitIds(150 + 50);
        assertThat(published.ids().stream().filter(id -> id.contains("/thumb@")))
                .hasSize(50);

        edit(ALICE);
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @Test
    void theLastOneMayBeRemovedAndComeBack() throws IOException {
        edit("connections: []");
        awaitSilence(Product.ALICE);
        alice.store("meanwhile", "full");

        edit(ALICE);
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @Test
    void aBrokenEditIsReportedAndPollingGoesOn() throws IOException {
        Connections connections = connections();
        edit(ALICE, "- id: " + Product.BOB, "  intervall: 5s");
        Awaitility.await().atMost(SECONDS).until(() -> connections.problem() != null);
        assertThat(connections.problem()).contains("line 3, entry 2: ").doesNotContain(Product.BOB);
        alice.store("meanwhile", "full");
        published.awaitAllOf(api, "alice", Product.ALICE);

        edit(ALICE, "- id: " + Product.BOB, "  alias: bob", "  interval: 5s");
        published.awaitAllOf(api, "bob", Product.BOB);
        assertThat(connections.problem()).isNull();
    }

    /** The file of the key may come after the edit that names it, and is replaced as the account's key is rotated. */
    @Test
    void aConnectionOfAnotherAccountIsPolledWithItsOwnKey() throws IOException {
        Path key = folder.resolve("bob.key");
        api.ownKey(Product.BOB, "sk_of_bobs_account");
        edit(ALICE, "- {id: " + Product.BOB + ", alias: bob, api-key-file: " + key + "}");
        Awaitility.await().atMost(SECONDS).until(() -> connections().current().size() == 2);
        alice.store("meanwhile", "full");
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(api.requests().count(Product.BOB))
                .as("requests without a key")
                .isZero();

        Files.writeString(key, "sk_of_bobs_account");
        published.awaitAllOf(api, "bob", Product.BOB);

        api.ownKey(Product.BOB, "sk_rotated");
        Files.writeString(key, "sk_rotated");
        api.vault(Product.BOB).store("after the rotation", "full");
        published.awaitAllOf(api, "bob", Product.BOB);
    }

    private Connections connections() {
        return product.context().getRegistry().lookupByNameAndType("vaultConnections", Connections.class);
    }

    private void awaitIds(int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> published.ids().size() == count);
    }

    private void edit(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }

    /** Waits until a connection has not been asked for in a while: ten times its interval. */
    private void awaitSilence(String connectionId) {
        AtomicLong last = new AtomicLong();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(2))
                .until(() -> {
                    long count = api.requests().count(connectionId);
                    return last.getAndSet(count) == count;
                });
    }
}
