package io.vaultmedia.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import io.vaultmedia.shard.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of pages that many threads submit and publish, over a Kafka that fails in the middle. */
@Timeout(120)
class OpenShardTest {

    private static final Topics TOPICS = new Topics("p");
    private static final int CONNECTIONS = 16;
    private static final int PAGES = 200;

    private final AtomicInteger transactions = new AtomicInteger();
    private final List<PageTransaction> published = new ArrayList<>();
    private int failsAt = Integer.MAX_VALUE;
    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS, this::publish);
    private final SampleLedgers ledger = new SampleLedgers(shards, TOPICS);

    /** By one thread at a time, or the list would break. */
    private void publish(List<PageTransaction> pages) {
        if (transactions.incrementAndGet() >= failsAt) {
            throw new IllegalStateException("Kafka says no");
        }
        published.addAll(pages);
    }

    /** One connection's scan: submits pages until it is told that there is no going on. Returns how many it submitted. */
    private int scan(int number) throws Exception {
        Optional<Scan> begun = ledger.begin(SampleScans.settings(connection(number)), () -> true);
        return begun.isEmpty() ? 0 : scan(begun.get());
    }

    @Test
    void aFailureReachesThePagesInFlightAndThoseThatWait() throws Exception {
        AtomicReference<PageTransaction> second = new AtomicReference<>();
        AtomicReference<Shards> failing = new AtomicReference<>();
        failing.set(OpenShards.one(new DefaultCamelContext(), TOPICS, pages -> {
            submitQuietly(failing.get(), second.get());
            throw new IllegalStateException("Kafka says no");
        }));
        SampleLedgers of = new SampleLedgers(failing.get(), TOPICS);
        PageTransaction first = firstPage(of, 1);
        second.set(firstPage(of, 2));
        OpenShard open = failing.get().of(connection(1)).required();
        open.submit(first);

        SampleLedgers.publish(failing.get(), first);

        assertThat(open.isRequested()).as("nothing goes on in this opening").isFalse();
        assertThatThrownBy(() -> open.submit(first)).isInstanceOf(ShardClosedException.class);

        for (PageTransaction page : List.of(first, second.get())) {
            assertThat(page.commit().awaitOutcome(Duration.ofMinutes(1))).isTrue();
        }
        failing.get().start();
        failing.get().stop();
    }

    @Test
    void aPageThatArrivesWhileAnotherIsPublishedNeedsNoRequest() throws Exception {
        AtomicReference<PageTransaction> second = new AtomicReference<>();
        List<Boolean> asks = new ArrayList<>();
        OpenShards.openAgain(shards, connection(1), pages -> {
            if (asks.size() == 1) {
                asks.add(submitQuietly(shards, second.get()));
            }
        });
        PageTransaction first = firstPage(ledger, 1);
        second.set(firstPage(ledger, 2));

        asks.add(shards.submit(first));
        SampleLedgers.publish(shards, first);

        assertThat(asks).containsExactly(true, false);
        second.get().commit().await();
    }

    /** It is written later, with those of other idle connections, and counted once. */
    @Test
    void aScanDoesNotWaitForAPageThatOnlyTellsConsumersHowFarItIs() throws Exception {
        PageTransaction page = onlyProgress();

        assertThat(shards.submit(page)).as("asks for a transaction").isTrue();
        page.commit().await();
        assertThat(published).hasSize(1);

        SampleLedgers.publish(shards, page);

        assertThat(published).hasSize(2);
    }

    /** Else the scan would end as completed, while what it has published may still fail. */
    @Test
    void aPageWithoutNewsIsNotCommittedBeforeThePageBeforeIt() throws Exception {
        PageTransaction page = onlyProgress();
        PageTransaction before = firstPage(ledger, 2);
        page.follows(before.commit());
        shards.submit(before);
        shards.submit(page);
        assertThat(page.commit().hasSucceeded()).isFalse();

        SampleLedgers.publish(shards, before);

        assertThat(page.commit().hasSucceeded()).isTrue();
    }

    @Test
    void aPageThatWritesNothingDoesNotWaitForThoseOfOtherConnections() throws Exception {
        ledger.commit(lastPage(ledger));
        shards.submit(firstPage(ledger, 2));
        PageTransaction page = lastPage(ledger);
        assertThat(page.isEmpty()).isTrue();

        assertThat(shards.submit(page)).isFalse();

        assertThat(page.commit().hasSucceeded()).isTrue();
    }

    private PageTransaction onlyProgress() throws Exception {
        SampleLedgers often = new SampleLedgers(
                shards,
                TOPICS,
                SampleScans.RULES,
                new VaultMetrics(new SimpleMeterRegistry()),
                Optional.of(Duration.ofDays(1)));
        ledger.commit(lastPage(ledger));
        PageTransaction page = lastPage(often);
        assertThat(page.isOnlyProgress()).isTrue();
        return page;
    }

    @Test
    void tellsHowLongItsTransactionHasTaken() throws Exception {
        AtomicLong now = new AtomicLong(); // A monotonic clock may begin anywhere.
        List<Duration> during = new ArrayList<>();
        OpenShards.Kafka slow = pages -> {
            now.addAndGet(Duration.ofSeconds(90).toNanos());
            during.add(shards.of(connection(1)).required().busyFor());
        };
        OpenShards.openAgain(shards, connection(1), slow, now::get);
        PageTransaction page = firstPage(ledger, 1);

        shards.submit(page);
        SampleLedgers.publish(shards, page);

        assertThat(during).containsExactly(Duration.ofSeconds(90));
        assertThat(page.shard().busyFor()).isZero();
    }

    @Test
    void doesNotWaitBeyondThePatienceForItsTransactionToEnd() throws Exception {
        AtomicLong now = new AtomicLong();
        AtomicLong step = new AtomicLong();
        AtomicInteger ended = new AtomicInteger();
        OpenShards.Kafka slow = pages -> {
            step.set(Duration.ofHours(2).toNanos());
            shards.of(connection(1)).required().end(Duration.ofHours(1));
            ended.incrementAndGet();
        };
        OpenShards.openAgain(shards, connection(1), slow, () -> now.addAndGet(step.get()));
        PageTransaction page = firstPage(ledger, 1);

        shards.submit(page);
        SampleLedgers.publish(shards, page);

        assertThat(ended).hasValue(1);
    }

    /** A producer that does not even fail: nobody knows what was committed, and nobody guesses. */
    @Test
    void aCommitOfWhichNobodyHearsIsUnknownAndItsShardIsOpenedAgain() throws Exception {
        Pages impatient = SampleLedgers.pages(
                shards,
                TOPICS,
                SampleScans.RULES,
                new VaultMetrics(new SimpleMeterRegistry()),
                Optional.empty(),
                Map.of("delivery.timeout.ms", 20, "max.block.ms", 10));
        PageTransaction page = firstPage(ledger, 1);
        OpenShard open = shards.of(connection(1)).required();
        shards.submit(page);

        assertThatThrownBy(() -> impatient.settle(page))
                .isInstanceOf(ShardClosedException.class)
                .hasMessageContaining("nobody has reported within");
        assertThat(open.isEnded()).isTrue();
        assertThat(shards.of(connection(1)).present()).isEmpty();
        impatient.settleFailed(page.scan(), page);
    }

    private static boolean submitQuietly(Shards shards, PageTransaction page) {
        try {
            return shards.submit(page);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PageTransaction firstPage(SampleLedgers ledger, int number) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(connection(number)), () -> true)
                .orElseThrow();
        MediaPage taken = SampleScans.take(scan, page(0));
        return ledger.fill(scan, taken, null);
    }

    private static PageTransaction lastPage(SampleLedgers ledger) throws Exception {
        Scan scan =
                ledger.begin(SampleScans.settings(connection(1)), () -> true).orElseThrow();
        return ledger.fill(scan, SampleScans.take(scan, new MediaPage(List.of(), null, Instant.EPOCH)), null);
    }

    private static Connection connection(int number) {
        return new Connection(null, "conn_" + number);
    }

    private int scan(Scan scan) throws Exception {
        PageTransaction last = null;
        int submitted = 0;
        try {
            for (; submitted < PAGES; submitted++) {
                MediaPage taken = SampleScans.take(scan, page(submitted));
                PageTransaction page = ledger.fill(scan, taken, last);
                last = page;
                if (shards.submit(page)) {
                    SampleLedgers.publish(shards, page);
                }
            }
            ledger.pages().settle(last);
        } catch (ShardClosedException e) {
            ledger.pages().settleFailed(scan, last);
        }
        return submitted;
    }

    private int scanAll() throws Exception {
        ExecutorService scans = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            int submitted = 0;
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                all.add(scans.submit(() -> scan(number)));
            }
            for (Future<Integer> one : all) {
                submitted += one.get(1, TimeUnit.MINUTES);
            }
            return submitted;
        } finally {
            scans.shutdownNow();
        }
    }

    @AfterEach
    void stop() {
        shards.start();
        shards.stop();
    }

    @Test
    void eachPageIsPublishedOnce() throws Exception {
        assertThat(scanAll()).isEqualTo(CONNECTIONS * PAGES);
        assertThat(published).hasSize(CONNECTIONS * PAGES).doesNotHaveDuplicates();
        assertThat(shards.entries()).isEqualTo(CONNECTIONS * PAGES);
    }

    /** Nobody waits for ever, and nothing goes on in this opening. */
    @Test
    void afterAFailureEveryoneIsTold() throws Exception {
        for (int round = 0; round < 20; round++) {
            failsAt = transactions.get() + 10;
            assertThat(scanAll()).isLessThan(CONNECTIONS * PAGES);
            assertThat(scan(0)).as("pages submitted to a shard that is closed").isZero();
            OpenShards.openAgain(shards, new Connection(null, "any"), this::publish);
            published.clear();
        }
    }

    private static MediaPage page(int number) {
        MediaVariant full =
                new MediaVariant("full", "stored", "full", "image/jpeg", 1, 0, 1, 1_000L + number, 2, 1, "u");
        return new MediaPage(
                List.of(new MediaItem("m" + number, "image", null, List.of(full))), "c" + number, Instant.EPOCH);
    }
}
