package io.vaultmedia.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import io.vaultmedia.shard.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of the pages that wait go along with a transaction. */
@Timeout(60)
class PageQueueTest {

    private static final Topics TOPICS = new Topics("p");
    private static final Duration EVER = Duration.ofHours(1);

    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS);
    private final SampleLedgers ledger = new SampleLedgers(shards, TOPICS);
    private final SampleLedgers often = new SampleLedgers(
            shards, TOPICS, SampleScans.RULES, new VaultMetrics(new SimpleMeterRegistry()), Optional.of(EVER));
    private final AtomicLong now = new AtomicLong();
    private int connections;

    /** The page of a connection that has never been scanned. */
    private PageTransaction page() throws Exception {
        PageTransaction page = onlyPage("connection" + connections++);
        assertThat(page.isEmpty()).as("it sets the watermark").isFalse();
        page.enter();
        return page;
    }

    private PageTransaction emptyPage() throws Exception {
        onlyPage("idle").enter();
        PageTransaction page = onlyPage("idle");
        assertThat(page.isEmpty()).as("the watermark is there already").isTrue();
        return page;
    }

    private PageTransaction onlyPage(String connection) throws Exception {
        return onlyPage(ledger, connection);
    }

    private static PageTransaction onlyPage(SampleLedgers ledger, String connection) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(new Connection(null, connection)), () -> true)
                .orElseThrow();
        MediaPage page = SampleScans.take(scan, new MediaPage(List.of(), null, Instant.EPOCH));
        return ledger.fill(scan, page, null);
    }

    /** A page of an idle connection that tells consumers how far it is. */
    private PageTransaction progress(String connection) throws Exception {
        onlyPage(connection).enter();
        PageTransaction page = onlyPage(often, connection);
        assertThat(page.isOnlyProgress()).isTrue();
        return page;
    }

    /** As OpenShard reports it early, if all that its connection has submitted before is committed. */
    private static PageTransaction unawaited(PageTransaction page) {
        page.committed();
        return page;
    }

    private void add(PageQueue queue, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            queue.add(page());
        }
    }

    /** What is taken for one transaction. */
    private static List<ShardTransaction> take(PageQueue queue) {
        return Stream.generate(queue::next).takeWhile(Objects::nonNull).toList();
    }

    /** One that has just had a transaction. */
    private PageQueue afterOne(Duration gathering) throws Exception {
        PageQueue queue = new PageQueue(gathering, now::get);
        add(queue, 1);
        assertThat(queue.next()).isNotNull();
        queue.committed();
        return queue;
    }

    @Test
    void theFirstTransactionDoesNotWaitForMore() throws Exception {
        PageQueue queue = new PageQueue(EVER, now::get);
        add(queue, 3);
        assertThat(take(queue)).hasSize(3);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void oneThatFollowsAnotherStaysOpenForSoLong() throws Exception {
        PageQueue queue = afterOne(Duration.ofMillis(200));
        long start = System.nanoTime();
        add(queue, 1);
        assertThat(take(queue)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void whatComesMeanwhileGoesAlong() throws Exception {
        PageQueue queue = afterOne(EVER);
        add(queue, 1);
        queue.next();
        CompletableFuture<ShardTransaction> second = CompletableFuture.supplyAsync(queue::next);
        assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        PageTransaction page = page();
        queue.add(page);
        assertThat(second.get(30, TimeUnit.SECONDS)).isSameAs(page);
    }

    @Test
    void aTransactionIsBounded() throws Exception {
        PageQueue queue = afterOne(EVER);
        for (int i = 0; i < 64; i++) {
            add(queue, 1);
            assertThat(queue.next()).isNotNull();
        }
        add(queue, 1);
        assertThat(queue.next()).isNull();
        assertThat(queue.isEmpty()).isFalse();
    }

    /** Where Kafka is slow, pages never cease to wait. */
    @Test
    void aTransactionIsBoundedInTimeToo() throws Exception {
        PageQueue queue = afterOne(EVER);
        add(queue, 2);
        assertThat(queue.next()).isNotNull();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        ShardTransaction second = queue.next();
        assertThat(second).as("not longer than two seconds").isNotNull();
        now.incrementAndGet();
        add(queue, 1);
        assertThat(queue.next()).isNull();
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void whatWritesNothingIsNotWorthWaiting() throws Exception {
        PageQueue queue = afterOne(EVER);
        queue.add(emptyPage());
        assertThat(take(queue)).hasSize(1);
    }

    @Test
    void aTransactionThatWroteNothingIsNone() throws Exception {
        PageQueue queue = new PageQueue(EVER, now::get);
        queue.add(emptyPage());
        queue.next();
        queue.committed();
        add(queue, 1);
        assertThat(take(queue)).hasSize(1);
    }

    @Test
    void allAreToldOfAFailure() throws Exception {
        PageQueue queue = new PageQueue(EVER, now::get);
        add(queue, 1);
        ShardTransaction inFlight = queue.next();
        RuntimeException reason = new IllegalStateException("Kafka says no");
        PageTransaction waits = page();
        queue.add(waits);
        queue.failInFlight(reason);
        queue.failWaiting(reason);
        assertThatThrownBy(() -> inFlight.commit().await()).isSameAs(reason);
        assertThatThrownBy(() -> waits.commit().await()).isSameAs(reason);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void idleConnectionsShareATransaction() throws Exception {
        PageQueue queue = afterOne(Duration.ZERO);
        queue.add(unawaited(progress("a")));
        queue.add(unawaited(progress("b")));
        now.addAndGet(Duration.ofMillis(700).toNanos());
        long start = System.nanoTime();

        assertThat(take(queue)).hasSize(2);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("until a second after the transaction before")
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(20));
    }

    @Test
    void newsDoesNotWaitForIdleConnections() throws Exception {
        doesNotWaitForIdleConnections(page());
    }

    @Test
    void aPageThatWritesNothingDoesNotWaitForIdleConnections() throws Exception {
        doesNotWaitForIdleConnections(emptyPage());
    }

    @Test
    void progressThatAScanWaitsForDoesNotWaitForIdleConnections() throws Exception {
        doesNotWaitForIdleConnections(progress("b"));
    }

    private void doesNotWaitForIdleConnections(PageTransaction page) throws Exception {
        PageQueue queue = afterOne(Duration.ZERO);
        queue.add(unawaited(progress("a")));
        queue.add(page);
        long start = System.nanoTime();

        assertThat(take(queue)).hasSize(2);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
    }
}
