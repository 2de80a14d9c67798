package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.ConnectionProgress;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.SampleLedgers.Written;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.StartFrom;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What pages tell consumers of how far their connection is complete. */
class ProgressTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final long UP_TO = NOW.minus(Duration.ofMinutes(10)).toEpochMilli();
    private static final Topics TOPICS = new Topics("p");
    private static final ScanSettings RULES =
            new ScanSettings(Duration.ofMinutes(10), Optional.of(Duration.ofDays(1)), StartFrom.BEGINNING, 100, 1000);

    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS);

    @Test
    void isSaidBehindAllThatItSpeaksOf() throws Exception {
        SampleLedgers ledger = every(Duration.ofDays(1));
        commit(ledger, begin(ledger), "more", NOW, 0);

        Written last = commit(ledger, begin(ledger), null, NOW, 2);

        assertThat(topics(last)).containsExactly("p.image", "p.image", "p.progress");
        assertThat(said(last)).containsExactly(new ConnectionProgress("alice", UP_TO, "backfill", 2));
        assertThat(last.entries().get(2).kind()).isEqualTo(LedgerEntry.Kind.CONNECTION);
    }

    @Test
    void isSortedBehindTheVariantsOfAnIncrementalScan() throws Exception {
        SampleLedgers ledger = every(Duration.ofNanos(2));
        commit(ledger, begin(ledger), null, NOW, 0);

        assertThat(topics(commit(ledger, begin(ledger), null, NOW, 2)))
                .containsExactly("p.image", "p.image", "p.progress");
    }

    @Test
    void isSaidByAnIdleConnectionOnceTheIntervalHasPassed() throws Exception {
        SampleLedgers often = every(Duration.ofNanos(2));
        commit(often, begin(often), null, NOW, 0);
        assertThat(said(commit(often, begin(often), null, NOW.plusSeconds(1), 0)))
                .containsExactly(new ConnectionProgress("alice", UP_TO + 1000, "incremental", 0));

        SampleLedgers rarely = every(Duration.ofDays(1));
        assertThat(commit(rarely, begin(rarely), null, NOW.plusSeconds(2), 0).isEmpty())
                .isTrue();
    }

    /** Its next page may fail, again and again. */
    @Test
    void isNotSaidByTheFirstPagesOfAScan() throws Exception {
        SampleLedgers ledger = every(Duration.ofDays(1));

        assertThat(said(commit(ledger, begin(ledger), "more", NOW, 2))).isEmpty();
    }

    @Test
    void isSaidByAScanThatGoesOnForLong() throws Exception {
        SampleLedgers ledger = every(Duration.ofNanos(2));

        assertThat(said(commit(ledger, begin(ledger), "more", NOW, 2)))
                .containsExactly(new ConnectionProgress("alice", null, "backfill", 2));
    }

    /** Consumers wait for it, however short ago they were told that nothing is complete yet. */
    @Test
    void isSaidAtOnceWhenTheBackfillHasEnded() throws Exception {
        SampleLedgers often = every(Duration.ofNanos(2));
        commit(often, begin(often), "more", NOW, 2);
        SampleLedgers rarely = every(Duration.ofDays(1));

        assertThat(said(commit(rarely, begin(rarely), null, NOW, 0)))
                .containsExactly(new ConnectionProgress("alice", UP_TO, "backfill", 2));
    }

    @Test
    void isNotSaidBySweeps() throws Exception {
        SampleLedgers ledger = every(Duration.ofNanos(2));
        commit(ledger, begin(ledger), null, NOW, 0);
        commit(ledger, begin(ledger), null, NOW.plus(Duration.ofDays(2)), 0);
        Scan sweep = ledger.beginSweep(SampleScans.settings(ALICE), () -> true).orElseThrow();

        assertThat(said(commit(ledger, sweep, null, NOW.plus(Duration.ofDays(2)), 0)))
                .isEmpty();
    }

    @Test
    void countsOverRestartsWhatWasPublished() throws Exception {
        SampleLedgers ledger = every(Duration.ofNanos(2));
        List<LedgerEntry> entries =
                new ArrayList<>(commit(ledger, begin(ledger), null, NOW, 3).entries());
        entries.addAll(commit(ledger, begin(ledger), "more", NOW, 5).entries());
        OpenShards.openAgain(shards, ALICE, entries.stream());

        assertThat(said(commit(ledger, begin(ledger), null, NOW, 6)))
                .extracting(ConnectionProgress::publishedTotal)
                .containsExactly(6L);
    }

    private SampleLedgers every(Duration interval) {
        return new SampleLedgers(
                shards, TOPICS, RULES, new VaultMetrics(new SimpleMeterRegistry()), Optional.of(interval));
    }

    private static Scan begin(SampleLedgers ledger) {
        return ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
    }

    /** A page with the first of these items, each with one variant. */
    private static Written commit(SampleLedgers ledger, Scan scan, String next, Instant time, int items)
            throws Exception {
        MediaPage page = new MediaPage(
                List.copyOf(
                        IntStream.range(0, items).mapToObj(ProgressTest::item).toList()),
                next,
                time);
        return ledger.commit(ledger.fill(scan, SampleScans.take(scan, page), null));
    }

    private static MediaItem item(int number) {
        long storedAt = NOW.toEpochMilli() + number;
        return new MediaItem(
                "m" + number,
                "image",
                null,
                List.of(new MediaVariant("full", "stored", "full", "image/jpeg", 1, 0, 1, storedAt, 2, 1, "u")));
    }

    private static Stream<OutboundRecord> all(Written written) {
        return written.records().stream();
    }

    private static List<String> topics(Written written) {
        return all(written).map(record -> record.record().topic()).toList();
    }

    private static List<ConnectionProgress> said(Written written) throws IOException {
        List<ConnectionProgress> said = new ArrayList<>();
        for (OutboundRecord record : written.records()) {
            if (record.record().topic().equals("p.progress")) {
                said.add(new ObjectMapper().readValue(record.record().value(), ConnectionProgress.class));
            }
        }
        return said;
    }
}
