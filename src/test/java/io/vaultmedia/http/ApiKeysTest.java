package io.vaultmedia.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Connection BOB = new Connection(null, "conn_bob");

    private final AtomicLong nanos = new AtomicLong();
    private final ApiKeys keys = new ApiKeys(ApiKey.of("sk_common"), file -> ApiKey.inFile(file, nanos::get));

    @TempDir
    private Path folder;

    private Path alices;

    @BeforeEach
    void writeTheKey() throws IOException {
        alices = Files.writeString(folder.resolve("alice"), "sk_alice");
    }

    private void use(List<ConnectionSettings> connections) {
        keys.use(connections, reference -> true);
    }

    @Test
    void aConnectionHasTheCommonKeyOrItsOwn() throws IOException {
        use(List.of(settings(ALICE, Optional.of(alices)), settings(BOB, Optional.empty())));

        assertThat(keys.of(ALICE).value()).isEqualTo("sk_alice");
        assertThat(keys.of(BOB).value()).isEqualTo("sk_common");
    }

    /** Its last request may still be on its way, and must not carry the key of another account. */
    @Test
    void aConnectionThatWasRemovedKeepsItsKey() throws IOException {
        use(List.of(settings(ALICE, Optional.of(alices))));
        use(List.of(settings(BOB, Optional.empty())));

        assertThat(keys.of(ALICE).value()).isEqualTo("sk_alice");
    }

    @Test
    void aConnectionThatIsForgottenHasNoKeyAndItsFileIsLeftAlone() throws IOException {
        use(List.of(settings(ALICE, Optional.of(alices))));
        long before = keys.changes();

        keys.use(List.of(settings(BOB, Optional.empty())), BOB.reference()::equals);

        assertThat(keys.of(ALICE).value()).isEqualTo("sk_common");
        long after = keys.changes();
        assertThat(after).as("others are tried again once").isGreaterThan(before);
        Files.writeString(alices, "sk_new");
        look();
        assertThat(keys.changes()).isEqualTo(after);
    }

    @Test
    void aNewKeyInAFileIsAChange() throws IOException {
        use(List.of(settings(ALICE, Optional.of(alices))));
        long before = keys.changes();
        look();
        assertThat(keys.changes()).isEqualTo(before);

        Files.writeString(alices, "sk_new");
        look();

        assertThat(keys.changes()).isGreaterThan(before);
        assertThat(keys.of(ALICE).value()).isEqualTo("sk_new");
    }

    @Test
    void anEditThatGivesAConnectionAnotherKeyIsAChange() throws IOException {
        Path bobs = Files.writeString(folder.resolve("bob"), "sk_bob");
        use(List.of(settings(ALICE, Optional.of(alices)), settings(BOB, Optional.empty())));
        long before = keys.changes();
        use(List.of(settings(ALICE, Optional.of(alices)), settings(BOB, Optional.empty())));
        assertThat(keys.changes()).isEqualTo(before);

        use(List.of(settings(ALICE, Optional.empty()), settings(BOB, Optional.of(bobs))));

        assertThat(keys.changes()).isGreaterThan(before);
        assertThat(keys.of(ALICE).value()).isEqualTo("sk_common");
        assertThat(keys.of(BOB).value()).isEqualTo("sk_bob");
    }

    private void look() {
        for (int i = 0; i < 2; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            keys.changes();
        }
    }

    private static ConnectionSettings settings(Connection connection, Optional<Path> keyFile) {
        return new ConnectionSettings(connection, Duration.ofSeconds(60), MediaFilter.ALL, false, keyFile);
    }
}
