package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.AdjustableClock;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 2, nothing missed, as far as incremental scans ensure it: ties, re-stores, late rows, timestamps in the future
 * and failed pages.
 */
@WithKafka
class NothingMissedTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final AdjustableClock clock = AdjustableClock.runningAhead(Duration.ZERO);
    private VaultSimulator api;
    private Vault alice;
    private Product product;
    private Published published;

    @BeforeEach
    void start() {
        api = VaultSimulator.start(clock);
        alice = api.vault(Product.ALICE);
        api.vault(Product.BOB);
        alice.load(150, "full");
        product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, Map.of("vault.backoff.max", "1s"));
        published = Published.of(prefix);
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @AfterEach
    void stop() {
        product.close();
        api.close();
    }

    @Test
    void moreThanAPageOfVariantsOnOneMillisecondAllArrive() {
        alice.load(250, clock.instant(), Duration.ZERO, "full", "thumb");
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(published.ids()).hasSize(150 + 2 * 250);
    }

    @Test
    void tiesWithWhatIsAlreadyPublishedArrive() {
        Instant tie = clock.instant();
        for (int i = 0; i < 5; i++) {
            alice.store("tie-" + i, "full", tie);
            published.awaitAllOf(api, "alice", Product.ALICE);
        }
    }

    @Test
    void aVariantThatIsStoredAgainArrivesAgain() {
        String id = alice.items().get(0).id();
        alice.remove(id, "full");
        alice.store(id, "full");
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(published.ids()).hasSize(151);
    }

    @Test
    void aRowThatAppearsLateButWithinTheOverlapArrivesWithTheNextScan() {
        awaitPolls(3);
        alice.store("late", "full", clock.instant().minus(Duration.ofMinutes(9)));
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @Test
    void aTimestampInTheFutureArrivesAtOnceAndHidesNothingAfterIt() {
        alice.store("future", "full", clock.instant().plus(Duration.ofDays(365)));
        published.awaitAllOf(api, "alice", Product.ALICE);
        awaitPolls(3);
        alice.store("present", "full");
        published.awaitAllOf(api, "alice", Product.ALICE);
    }

    @Test
    void aClockOfTheApiThatWasAheadForAMomentHidesNothing() {
        clock.advance(Duration.ofDays(365));
        awaitPolls(3);
        clock.advance(Duration.ofDays(-365));
        alice.store("meanwhile", "full", clock.instant().minus(Duration.ofMinutes(30)));
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(published.ids()).hasSize(151);
    }

    @Test
    void anIdleConnectionCostsOneRequestAPollOfNoMoreThanTheOverlap() {
        awaitPolls(2);
        int before = api.requests().last(Product.ALICE).size();
        awaitPolls(5);
        assertThat(api.requests().last(Product.ALICE).subList(before, before + 5))
                .allSatisfy(request -> {
                    assertThat(request.query()).containsKeys("cachedAtFrom").doesNotContainKey("cursor");
                    Instant from = Instant.parse(request.query().get("cachedAtFrom"));
                    Instant asked = clock.instant().minusNanos(System.nanoTime() - request.nanoTime());
                    assertThat(Duration.between(from, asked))
                            .isBetween(
                                    Duration.ofMinutes(10).minusSeconds(1),
                                    Duration.ofMinutes(10).plusSeconds(10));
                });
    }

    @Test
    void everyKindOfFailedPageIsMadeUpForAtTheNextTurn() {
        alice.load(230, clock.instant(), Duration.ofMillis(1), "full");
        api.faults(Product.ALICE)
                .failNext(1, 500)
                .failNext(1, 429, Map.of("Retry-After", "3600"), "{\"error\":\"Slow down\"}")
                .failNext(1, 401)
                .htmlNext(1)
                .truncateNext(1)
                .redirectNext(1, "http://127.0.0.1:1/")
                .replaceNext("{\"items\": 7}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(published.ids()).hasSize(150 + 230);
        assertThat(api.requests().otherMethods()).isZero();
    }

    private void awaitPolls(int count) {
        long target = api.requests().count(Product.ALICE) + count;
        Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= target);
    }
}
