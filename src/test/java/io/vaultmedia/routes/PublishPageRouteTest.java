package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.PublishSteps;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import io.vaultmedia.shard.Shards;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code routes/publish-page.camel.yaml}: whatever waits in a shard goes along with its next transaction. */
class PublishPageRouteTest extends RouteTest {

    /** In the other one of two shards. */
    private static final Connection BOB = IntStream.iterate(0, n -> n + 1)
            .mapToObj(n -> new Connection(null, "conn_bob" + n))
            .filter(bob -> bob.shard(2) != ALICE.shard(2))
            .findFirst()
            .orElseThrow();

    private final List<Integer> transactions = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private volatile boolean kafkaSaysNo;
    private Shards shards;
    private SampleLedgers ledger;

    PublishPageRouteTest() {
        super("publish-page");
    }

    @BeforeEach
    void start() throws Exception {
        threads("vaultPublishThreads", 2);
        shards = OpenShards.some(2, context, new Topics("t"), this::publish, List.of(ALICE, BOB));
        ledger = new SampleLedgers(shards, new Topics("t"));
        PublishSteps steps = new PublishSteps(shards::fail);
        context.getRegistry().bind("vaultTakePages", (Processor) steps::begin);
        context.getRegistry().bind("vaultKafkaClients", Object.class, steps::clients);
        setting("vault.topic.prefix", "t");
        startRoute();
        context.addService(shards, true);
    }

    private void publish(List<PageTransaction> pages) {
        transactions.add(pages.size());
        try {
            assertThat(mayCommit.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (kafkaSaysNo && transactions.size() == 2) {
            throw new IllegalStateException("Kafka says no");
        }
    }

    private PageTransaction submit(int number) throws Exception {
        return submit(ALICE, number);
    }

    private PageTransaction submit(Connection connection, int number) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(connection), () -> true).orElseThrow();
        PageTransaction page = ledger.fill(
                scan, SampleScans.take(scan, new MediaPage(List.of(item(number)), "more", Instant.EPOCH)), null);
        if (shards.submit(page)) {
            template.sendBody("seda:vault-publish-page", page);
        }
        return page;
    }

    private void settle(PageTransaction page) {
        try {
            ledger.pages().settle(page);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pagesThatWaitGoOutTogetherAndAreToldSo() throws Exception {
        PageTransaction first = submit(1);
        Awaitility.await().until(() -> transactions.size() == 1);
        submit(2);
        PageTransaction third = submit(3);
        CompletableFuture<Void> settled = CompletableFuture.runAsync(() -> settle(first));
        assertThat(settled).isNotDone();
        mayCommit.countDown();
        settled.get(1, TimeUnit.MINUTES);
        settle(third);
        assertThat(transactions).as("pages in each transaction").containsExactly(1, 2);
    }

    @Test
    void aShardThatIsSlowDelaysNoOther() throws Exception {
        PageTransaction slow = submit(ALICE, 1);
        Awaitility.await().until(() -> transactions.size() == 1);
        PageTransaction other = submit(BOB, 2);
        Awaitility.await().until(() -> transactions.size() == 2);
        mayCommit.countDown();
        settle(slow);
        settle(other);
    }

    @Test
    void aTransactionThatFailsFailsEachPageThatWaitsForIt() throws Exception {
        kafkaSaysNo = true;
        PageTransaction first = submit(1);
        Awaitility.await().until(() -> transactions.size() == 1);
        PageTransaction second = submit(2);
        PageTransaction third = submit(3);
        mayCommit.countDown();
        ledger.pages().settle(first);
        for (PageTransaction page : List.of(second, third)) {
            assertThatThrownBy(() -> ledger.pages().settle(page)).hasMessageContaining("Kafka says no");
        }
        assertThat(transactions).containsExactly(1, 2);
        assertThat(ledger.begin(SampleScans.settings(ALICE), () -> true))
                .as("the shard is closed: what is in memory may be wrong")
                .isEmpty();
    }
}
