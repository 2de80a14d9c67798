package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When pages that wait are taken for a transaction. */
@Timeout(60)
class WaitingPagesTest {

    private static final Topics TOPICS = new Topics("p");
    private static final Duration EVER = Duration.ofHours(1);

    private final Ledger ledger = new Ledger(
            OpenShards.one(new DefaultCamelContext(), TOPICS),
            new VariantRecords(TOPICS),
            new DeadLetterRecords(TOPICS),
            SampleScans.RULES,
            new VaultMetrics(new SimpleMeterRegistry()));

    private PageTransaction page() throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(new Connection(null, "alice")), () -> true)
                .orElseThrow();
        MediaPage last = SampleScans.take(scan, new MediaPage(List.of(), null, Instant.EPOCH));
        PageTransaction page = ledger.conclude(ledger.beginPage(scan, last, null));
        assertThat(page.isEmpty()).as("it moves the watermark").isFalse();
        return page;
    }

    private void add(WaitingPages waiting, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            waiting.add(page());
        }
    }

    private void published(WaitingPages waiting) throws Exception {
        waiting.published(List.of(page()));
    }

    @Test
    void aTransactionThatWasNoneIsNotWaitedFor() throws Exception {
        WaitingPages waiting = new WaitingPages(EVER);
        waiting.published(List.of());
        add(waiting, 1);
        assertThat(waiting.take()).hasSize(1);
    }

    @Test
    void theFirstOneIsTakenAtOnce() throws Exception {
        WaitingPages waiting = new WaitingPages(EVER);
        add(waiting, 1);
        assertThat(waiting.take()).hasSize(1);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void whatComesSoonAfterATransactionWaitsForMore() throws Exception {
        WaitingPages waiting = new WaitingPages(Duration.ofMillis(200));
        published(waiting);
        long start = System.nanoTime();
        add(waiting, 1);
        assertThat(waiting.take()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void enoughOfThemWaitNoLonger() throws Exception {
        WaitingPages waiting = new WaitingPages(EVER);
        published(waiting);
        add(waiting, 1);
        CompletableFuture<List<PageTransaction>> taken = CompletableFuture.supplyAsync(waiting::take);
        add(waiting, 6);
        assertThat(taken).isNotDone();
        add(waiting, 1);
        assertThat(taken.get(30, TimeUnit.SECONDS)).hasSize(8);
    }
}
