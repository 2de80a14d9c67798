package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.event.Topics;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 1: an upgrade publishes nothing again and misses nothing, whichever version wrote the ledger. */
@WithKafka
class UpgradeTest {

    private static final String WRITE = "ledger.write";

    /** These recognised an invalid entry by another hash: it becomes a dead letter once more. */
    private static final Set<String> RECOGNISED_OTHERWISE = Set.of("2026-11-23", "2026-11-27");

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);

    /** The ledgers of earlier versions, and that of this one, which {@code -Dledger.write=<version>} keeps for later ones. */
    static List<PastLedger> ledgers() {
        String version = System.getProperty(WRITE, "this version");
        PastLedger present =
                LedgerScenario.run(version, KafkaExtension.bootstrapServers(), KafkaExtension.freshPrefix());
        List<PastLedger> past = PastLedger.all();
        if (System.getProperty(WRITE) != null) {
            present.write();
        }
        assertThat(past).as("ledgers of earlier versions").isNotEmpty();
        return Stream.concat(past.stream(), Stream.of(present)).toList();
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void publishesWhatIsNewAndNothingElse(PastLedger past) throws Exception {
        past.restore(KafkaExtension.bootstrapServers(), new Topics(prefix).ledger());
        Set<String> expected = past.listed().collect(Collectors.toSet());
        expected.removeAll(Set.copyOf(past.published()));
        assertThat(expected).anyMatch(id -> id.startsWith("alice/meanwhile/")).anyMatch(id -> id.startsWith("carol/"));
        try (VaultSimulator api = VaultSimulator.start()) {
            past.fill(api);
            api.faults(Product.BOB).replaceNext(LedgerScenario.POISON);
            try (Product product =
                    Product.start(api, KafkaExtension.bootstrapServers(), prefix, LedgerScenario.SETTINGS)) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> published.ids().size() >= expected.size());
                long swept = sweeps(api);
                await().atMost(Duration.ofMinutes(1)).until(() -> sweeps(api) >= swept + 2);
            }
            assertThat(published.ids()).as("published by this version").containsExactlyInAnyOrderElementsOf(expected);
            assertThat(published.deadLetters())
                    .as("dead letters, sent again")
                    .hasSize(RECOGNISED_OTHERWISE.contains(past.version()) ? 1 : 0);
            assertThat(api.requests().last(LedgerScenario.CAROL).get(0).query())
                    .as("the backfill goes on where it was")
                    .containsKey("cursor");
        }
    }

    /**
     * What docs/operating.md says about a roll-back. 0.1.0 refuses a ledger with any other kind of entry. The scenario has news,
     * variants that were stored again, dead letters, sweeps and a backfill.
     */
    @Test
    void writesOnlyKindsThatTheLastReleaseReadsUntilASignalOrARemovalNeedsMore() {
        PastLedger present =
                LedgerScenario.run("this version", KafkaExtension.bootstrapServers(), KafkaExtension.freshPrefix());

        assertThat(present.kinds()).containsExactlyInAnyOrder('c', 'd', 'n', 'v');
    }

    /** Returns how many sweeps of alice have begun: their requests have no sort, the first one no cursor. */
    private static long sweeps(VaultSimulator api) {
        return api.requests().last(Product.ALICE).stream()
                .filter(request ->
                        !request.query().containsKey("sort") && !request.query().containsKey("cursor"))
                .count();
    }
}
