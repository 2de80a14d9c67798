package io.vaultmedia.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.SampleLedgers.Written;
import io.vaultmedia.publish.ShardClosedException;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.StartFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

/** What the routes do with a page, without the routes. */
class LedgerTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Topics TOPICS = new Topics("p");
    private static final Duration DAY = Duration.ofDays(1);
    private static final ScanSettings RULES =
            new ScanSettings(OVERLAP, Optional.of(DAY), StartFrom.BEGINNING, 100, 1000);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS);
    private final SampleLedgers ledger = new SampleLedgers(shards, TOPICS, RULES, new VaultMetrics(meters));

    @Test
    void beginsWithABackfill() {
        assertThat(begin().plan().kind()).isEqualTo(ScanKind.BACKFILL);
    }

    @Test
    void beginsNothingWhileTheShardIsClosed() {
        OpenShards.close(shards, ALICE);

        assertThat(ledger.begin(SampleScans.settings(ALICE), () -> true)).isEmpty();
    }

    @Test
    void publishesEachNewlyStoredVariantOnce() throws Exception {
        MediaItem item = item("1", stored("full", 5), stored("thumb", 3), pending("720"));

        Written first = commit(begin(), NOW, item);
        Written again = commit(begin(), NOW, item);

        assertThat(first.records()).extracting(LedgerTest::id).containsExactly("alice/1/thumb@3", "alice/1/full@5");
        assertThat(again.records()).isEmpty();
        assertThat(counted("vault.variants.known")).isEqualTo(2);
    }

    @Test
    void publishesAgainWhatWasStoredAgain() throws Exception {
        commit(begin(), NOW, item("1", stored("full", 5)));

        assertThat(commit(begin(), NOW, item("1", stored("full", 9))).records()).hasSize(1);
        assertThat(commit(begin(), NOW, item("1", stored("full", 4))).records()).hasSize(1);
        assertThat(commit(begin(), NOW, item("1", stored("full", 4))).isEmpty()).isTrue();
    }

    /** A replica of the API that lags shows an earlier storing again: guarantee 1 holds whatever the order of the values. */
    @Test
    void publishesEachStoringOnceInWhateverOrderTheyShow() throws Exception {
        commit(begin(), NOW, item("1", stored("full", 5)));
        commit(begin(), NOW, item("1", stored("full", 9)));

        for (long storedAt : List.of(5L, 9L, 5L, 9L)) {
            assertThat(commit(begin(), NOW, item("1", stored("full", storedAt))).isEmpty())
                    .as("stored at %d", storedAt)
                    .isTrue();
        }
    }

    @Test
    void remembersEachStoringOverARestart() throws Exception {
        List<LedgerEntry> written = new ArrayList<>();
        for (long storedAt : List.of(5L, 9L, 7L)) {
            written.addAll(
                    commit(begin(), NOW, item("1", stored("full", storedAt))).entries());
        }
        OpenShards.openAgain(shards, ALICE, written.stream());

        for (long storedAt : List.of(5L, 7L, 9L)) {
            assertThat(commit(begin(), NOW, item("1", stored("full", storedAt))).isEmpty())
                    .as("stored at %d", storedAt)
                    .isTrue();
        }
        assertThat(shards.entries()).as("one entry for all").isEqualTo(1);
    }

    @Test
    void sendsEachFaultOfAnEntryOnceInWhateverOrderTheyShow() throws Exception {
        commit(begin(), NOW, invalid("7", "type is missing"));
        commit(begin(), NOW, invalid("7", "media is missing"));

        assertThat(commit(begin(), NOW, invalid("7", "type is missing")).isEmpty())
                .isTrue();
        assertThat(commit(begin(), NOW, invalid("7", "media is missing")).isEmpty())
                .isTrue();
    }

    @Test
    void knowsWhatThePageItselfListsTwice() throws Exception {
        Written page = commit(
                begin(), NOW, item("1", stored("full", 5)), item("1", stored("full", 5)), item("2", stored("full", 5)));

        assertThat(page.records()).extracting(LedgerTest::id).containsExactly("alice/1/full@5", "alice/2/full@5");
    }

    @Test
    void publishesBothWhereAPageListsTwoStorings() throws Exception {
        Written page = commit(begin(), NOW, item("1", stored("full", 5)), item("1", stored("full", 9)));

        assertThat(page.records()).extracting(LedgerTest::id).containsExactly("alice/1/full@5", "alice/1/full@9");
        assertThat(commit(begin(), NOW, item("1", stored("full", 9))).isEmpty()).isTrue();
    }

    @Test
    void keepsTheApisOrderInABackfill() throws Exception {
        Written page = commit(begin(), NOW, item("1", stored("full", 9)), item("2", stored("full", 5)));

        assertThat(page.records()).extracting(OutboundRecord::storedAt).containsExactly(9L, 5L);
    }

    @Test
    void publishesTheOldestFirstInAnIncrementalPage() throws Exception {
        commit(begin(), NOW);

        Written page = commit(
                begin(),
                NOW,
                item("1", stored("full", 9), stored("thumb", 2)),
                item("2", stored("full", 5), stored("thumb", 9)));

        assertThat(page.records())
                .extracting(LedgerTest::id)
                .containsExactly("alice/1/thumb@2", "alice/2/full@5", "alice/1/full@9", "alice/2/thumb@9");
    }

    @Test
    void takesNoteOnlyOfWhatWasCommitted() throws Exception {
        PageTransaction lost = prepare(begin(), page(NOW, null, item("1", stored("full", 5))));
        assertThat(lost.records()).hasSize(1);

        assertThat(commit(begin(), NOW, item("1", stored("full", 5))).records()).hasSize(1);
        assertThat(counted("vault.variants.published", "type", "image", "found_by", "backfill"))
                .isEqualTo(1);
    }

    @Test
    void movesTheWatermarkAtTheEndOfAScanOnly() throws Exception {
        Scan scan = begin();
        ledger.commit(prepare(scan, page(NOW, "2", item("1", stored("full", 5)))));
        assertThat(begin().plan().kind()).isEqualTo(ScanKind.BACKFILL);

        ledger.commit(prepare(scan, page(NOW.plusSeconds(60), null)));
        assertThat(begin().plan().from()).isEqualTo(NOW.minus(OVERLAP));
    }

    @Test
    void writesTheFirstWatermarkEvenOfAnEmptyVault() throws Exception {
        Written page = commit(begin(), NOW);

        assertThat(page.entries()).containsExactly(upTo(NOW.minus(OVERLAP)));
        assertThat(page.records()).isEmpty();
    }

    @Test
    void writesNoWatermarkWhereTheApiToldNoTime() throws Exception {
        Written page = commit(begin(), null, item("1", stored("full", 5)));

        assertThat(page.entries()).hasSize(2).contains(LedgerEntry.connection(ALICE, ScanState.NONE, 1));
        assertThat(begin().plan().kind()).isEqualTo(ScanKind.BACKFILL);
    }

    @Test
    void movesAnIdleWatermarkInMemoryUntilItIsWorthATransaction() throws Exception {
        commit(begin(), NOW);

        assertThat(commit(begin(), NOW.plusSeconds(299)).isEmpty()).isTrue();
        assertThat(begin().plan().from()).isEqualTo(NOW.plusSeconds(299).minus(OVERLAP));
        assertThat(commit(begin(), NOW.plusSeconds(300)).entries())
                .containsExactly(upTo(NOW.plusSeconds(300).minus(OVERLAP)));
        assertThat(commit(begin(), NOW.plusSeconds(599)).isEmpty()).isTrue();
    }

    @Test
    void writesTheWatermarkBesideAnythingElse() throws Exception {
        commit(begin(), NOW);

        assertThat(commit(begin(), NOW.plusSeconds(1), item("1", stored("full", 5)))
                        .entries())
                .hasSize(2)
                .contains(upTo(NOW.plusSeconds(1).minus(OVERLAP), 1));
    }

    @Test
    void dropsAWatermarkFromTheFutureAndBeginsAgain() throws Exception {
        Instant future = NOW.plus(Duration.ofDays(365));
        commit(begin(), future);

        assertThat(commit(begin(), NOW).entries())
                .containsExactly(LedgerEntry.connection(ALICE, new ScanState(null, null, future, null), 0));
        assertThat(begin().plan().kind()).isEqualTo(ScanKind.BACKFILL);
    }

    @Test
    void buriesADeadLetterOnceAndGoesOn() throws Exception {
        ListedItem poison = invalid("7", "type is missing");

        Written page = commit(begin(), NOW, poison, item("1", stored("full", 5)), poison);
        Written again = commit(begin(), NOW, poison);

        assertThat(page.records())
                .extracting(record -> record.record().topic())
                .containsExactly("p.image", "p.dead-letter");
        assertThat(again.isEmpty()).isTrue();
        assertThat(counted("vault.dead.letters", "reason", "wrong-shape")).isEqualTo(1);
        assertThat(counted("vault.variants.known"))
                .as("a dead letter is no variant")
                .isZero();
    }

    @Test
    void buriesADeadLetterAgainForAnotherReason() throws Exception {
        commit(begin(), NOW, invalid("7", "type is missing"), invalid(null, "id is missing"));

        assertThat(commit(begin(), NOW, invalid("7", "media is missing")).records())
                .hasSize(1);
        assertThat(commit(begin(), NOW, invalid(null, "id is missing")).isEmpty())
                .isTrue();
    }

    /** A page may list it twice, and replicas of the API may differ. */
    @Test
    void buriesADeadLetterOnceForEachOfTwoFaultsInTurn() throws Exception {
        commit(begin(), NOW, invalid("7", "type is missing"), invalid("7", "media is missing"));

        assertThat(commit(begin(), NOW, invalid("7", "type is missing"), invalid("7", "media is missing"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void publishesAnItemOnceItIsMended() throws Exception {
        commit(begin(), NOW, invalid("1", "type is missing"));

        assertThat(commit(begin(), NOW, item("1", stored("full", 5))).records()).hasSize(1);
    }

    @Test
    void refusesAPageThatWasPreparedBeforeItsShardWasOpenedAgain() throws Exception {
        PageTransaction old = prepare(begin(), page(NOW, null, item("1", stored("full", 5))));
        shards.of(ALICE).required().fail(new IllegalStateException("Kafka says no"));
        OpenShards.openAgain(shards, ALICE, Stream.empty());

        assertThatThrownBy(() -> shards.submit(old))
                .isInstanceOf(ShardClosedException.class)
                .hasMessageContaining("Kafka says no");
    }

    /** Page 1 was lost with the old opening: were page 2 to be published by the new one, the scan would pass page 1. */
    @Test
    void refusesThePageAfterOneOfAnEarlierOpeningInTheSameTurn() throws Exception {
        Scan scan = begin();
        PageTransaction first = prepare(scan, page(NOW, "2", item("1", stored("full", 5))));
        shards.submit(first);
        shards.of(ALICE).required().fail(new IllegalStateException("Kafka says no"));
        OpenShards.openAgain(shards, ALICE, Stream.empty());
        MediaPage second = SampleScans.take(scan, page(NOW, null));

        assertThatThrownBy(() -> ledger.fill(scan, second, first)).isInstanceOf(ShardClosedException.class);
        assertThatThrownBy(() -> ledger.pages().settle(first)).hasMessageContaining("Kafka says no");
        ledger.pages().settleFailed(scan, first);
        assertThat(begin().plan().kind()).as("as if nothing had been read").isEqualTo(ScanKind.BACKFILL);
        assertThat(begin().paging().cursor()).isNull();
    }

    @Test
    void aFailedScanAsksAgainToPublishWhatItHasSubmitted() throws Exception {
        Scan scan = begin();
        PageTransaction page = prepare(scan, page(NOW, "2", item("1", stored("full", 5))));
        assertThat(shards.submit(page))
                .as("the caller must request publish-page")
                .isTrue();
        assertThat(page.shard().isRequested()).isTrue();

        SampleLedgers.publish(shards, page);
        ledger.pages().settleFailed(scan, page);

        ledger.pages().settle(page);
        assertThat(page.shard().isRequested()).isFalse();
        assertThat(scan.ahead().wantsPage()).isFalse();
    }

    /** Opened again at once, it would be taken from the replica that has it now. */
    @Test
    void leavesAShardThatAnotherReplicaHasTakenOverClosedUntilTheGroupHasItsSay() throws Exception {
        OpenShards.openAgain(shards, ALICE, pages -> {
            throw new ProducerFencedException("there is a newer one");
        });
        PageTransaction first = prepare(begin(), page(NOW, null, item("1", stored("full", 5))));
        PageTransaction second = prepare(begin(), page(NOW, null, item("2", stored("full", 5))));
        shards.submit(first);
        SampleLedgers.publish(shards, first);

        assertThatThrownBy(() -> shards.submit(second)).isInstanceOf(ShardClosedException.class);

        assertThat(shards.of(ALICE).isOpen()).isFalse();
        assertThat(shards.of(ALICE).isToBeOpened()).isFalse();
    }

    @Test
    void keepsConnectionsApart() throws Exception {
        Connection bob = new Connection("bob", "conn_bob");
        commit(begin(), NOW, item("1", stored("full", 5)));

        Scan scan = ledger.begin(SampleScans.settings(bob), () -> true).orElseThrow();
        assertThat(scan.plan().kind()).isEqualTo(ScanKind.BACKFILL);
        assertThat(commit(scan, NOW, item("1", stored("full", 5))).records())
                .extracting(LedgerTest::id)
                .containsExactly("bob/1/full@5");
        assertThat(shards.entries()).isEqualTo(2);
    }

    private static LedgerEntry upTo(Instant watermark) {
        return upTo(watermark, 0);
    }

    private static LedgerEntry upTo(Instant watermark, long publishedTotal) {
        return LedgerEntry.connection(ALICE, new ScanState(watermark, null, NOW, null), publishedTotal);
    }

    private Scan begin() {
        return ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
    }

    private Written commit(Scan scan, Instant apiTime, ListedItem... items) throws Exception {
        PageTransaction transaction = prepare(scan, page(apiTime, null, items));
        return ledger.commit(transaction);
    }

    /** What the route split-page does. */
    private PageTransaction prepare(Scan scan, MediaPage page) throws Exception {
        PageTransaction transaction = ledger.fill(scan, SampleScans.take(scan, page), null);
        return transaction;
    }

    private double counted(String name, String... tags) {
        return meters.counter(name, tags).count();
    }

    private static String id(OutboundRecord record) {
        return new String(record.record().headers().lastHeader("ce_id").value(), UTF_8);
    }

    private static MediaPage page(Instant apiTime, String nextCursor, ListedItem... items) {
        return new MediaPage(List.of(items), nextCursor, apiTime);
    }

    private static MediaItem item(String id, MediaVariant... variants) {
        return new MediaItem(id, "image", null, List.of(variants));
    }

    private static InvalidItem invalid(String id, String detail) {
        return new InvalidItem(id, "{}".getBytes(UTF_8), InvalidItem.Reason.WRONG_SHAPE, detail);
    }

    private static MediaVariant stored(String label, long storedAt) {
        return new MediaVariant(label, "stored", label, "image/jpeg", 1, 1, 1, storedAt, 1, 1, "u");
    }

    private static MediaVariant pending(String label) {
        return new MediaVariant(label, "pending", label, "image/jpeg", 0, 1, 1, null, 1, 1, "u");
    }
}
