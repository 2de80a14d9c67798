package io.vaultmedia.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
    private final AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-06-07T12:00:00Z"));
    private final Vault alice = new Vault("conn_alice", clock);
    private final Vault bob = new Vault("conn_bob", clock);

    @Test
    void movesNewMediaToStored() {
        LiveStream stream = new LiveStream(List.of(alice), 50, Duration.ofHours(1), (vault, item) -> true, 1);

        stream.advanceTo(200);
        Set<VariantStatus> soon = statuses();
        stream.advanceTo(60_000);

        assertThat(soon).contains(VariantStatus.PENDING, VariantStatus.STORING);
        assertThat(statuses()).contains(VariantStatus.STORED);
        assertThat(stream.added()).isBetween(2800L, 3200L).isEqualTo(alice.size());
    }

    @Test
    void storesAgainAndRemovesOnlyWhatHasRested() {
        LiveStream stream = new LiveStream(List.of(alice, bob), 20, Duration.ofSeconds(10), (vault, item) -> true, 2);

        for (int second = 1; second <= 10; second++) {
            clock.advance(Duration.ofSeconds(1));
            stream.advanceTo(second * 1000L);
        }
        assertThat(alice.size() + bob.size()).isEqualTo((int) stream.added());
        assertThat(statuses()).doesNotContain(VariantStatus.REMOVED);
        for (int second = 11; second <= 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            stream.advanceTo(second * 1000L);
        }

        assertThat(alice.size() + bob.size()).isLessThan((int) stream.added());
        assertThat(statuses()).contains(VariantStatus.REMOVED);
        assertThat(alice.everStored()).anyMatch(this::wasStoredAgain);
    }

    @Test
    void leavesAloneWhatMayNotBeTouchedYet() {
        AtomicBoolean mayTouch = new AtomicBoolean();
        LiveStream stream =
                new LiveStream(List.of(alice), 20, Duration.ofSeconds(1), (vault, item) -> mayTouch.get(), 4);

        stream.advanceTo(60_000);
        assertThat(alice.size()).isEqualTo((int) stream.added());
        mayTouch.set(true);
        stream.advanceTo(62_000);

        assertThat(alice.size()).isLessThan((int) stream.added());
        assertThat(statuses()).contains(VariantStatus.REMOVED);
    }

    @Test
    void theSameSeedMakesTheSameStream() {
        new LiveStream(List.of(alice), 20, Duration.ofSeconds(5), (vault, item) -> true, 7).advanceTo(30_000);
        Vault twin = new Vault("conn_alice", clock);
        new LiveStream(List.of(twin), 20, Duration.ofSeconds(5), (vault, item) -> true, 7).advanceTo(30_000);

        assertThat(twin.items()).isEqualTo(alice.items()).isNotEmpty();
    }

    @Test
    void runsUntilItIsClosed() {
        LiveStream stream =
                LiveStream.start(List.of(alice, bob), 200, Duration.ofSeconds(10), (vault, item) -> true, 3);
        await().until(() -> !alice.everStored().isEmpty() && !bob.everStored().isEmpty());

        stream.close();
        List<VaultItem> atEnd = alice.items();
        stream.advanceTo(Long.MAX_VALUE);

        assertThat(alice.items()).isEqualTo(atEnd);
    }

    private boolean wasStoredAgain(StoredVariant stored) {
        return alice.everStored().stream()
                .anyMatch(other -> other.mediaId().equals(stored.mediaId())
                        && other.label().equals(stored.label())
                        && other.storedAt() > stored.storedAt());
    }

    private Set<VariantStatus> statuses() {
        return alice.items().stream()
                .flatMap(item -> item.media().values().stream())
                .map(VaultVariant::status)
                .collect(Collectors.toSet());
    }
}
