package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.schedule.PollOnlyIf;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** {@code routes/poll-connections.camel.yaml}. */
class PollConnectionsRouteTest extends RouteTest {

    PollConnectionsRouteTest() {
        super("poll-connections");
    }

    /** Takes the place of the schedule. */
    public static class Turns {
        final Queue<List<Scan>> due = new ConcurrentLinkedQueue<>();
        final AtomicInteger ticks = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        final CountDownLatch goOn = new CountDownLatch(1);
        final Queue<String> sent = new ConcurrentLinkedQueue<>();
        final Queue<String> failed = new ConcurrentLinkedQueue<>();
        final Queue<Exception> takenBack = new ConcurrentLinkedQueue<>();
        boolean slow;

        public void sent(@ExchangeProperty("vaultScan") Scan scan) {
            sent.add(scan.getConnection().name());
        }

        public void failed(
                @ExchangeProperty("vaultScan") Scan scan,
                @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
            failed.add(scan.getConnection().name() + ": " + reason.getMessage());
        }

        public void takeBack(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
            takenBack.add(reason);
        }

        public List<Scan> takeDue() throws InterruptedException {
            ticks.incrementAndGet();
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            if (slow) {
                goOn.await();
            }
            atOnce.decrementAndGet();
            List<Scan> scans = due.poll();
            return scans == null ? List.of() : scans;
        }
    }

    private final Turns turns = new Turns();
    private final AtomicBoolean due = new AtomicBoolean(true);
    private final AtomicInteger looks = new AtomicInteger();

    private void bindNeighbours() throws Exception {
        context.getRegistry().bind("vaultSchedule", turns);
        context.getRegistry().bind("vaultIsDue", new PollOnlyIf(() -> {
            looks.incrementAndGet();
            return due.get();
        }));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:vault-scan-connection?pollTimeout=20").to("mock:scan");
            }
        });
    }

    private void start() throws Exception {
        bindNeighbours();
        startRoute();
    }

    @Test
    void sendsEachDueConnectionOnceToBeScanned() throws Exception {
        Scan first = backfill();
        Scan second = backfill();
        Scan later = backfill();
        turns.due.addAll(List.of(List.of(first, second), List.of(), List.of(later)));
        MockEndpoint scanned = getMockEndpoint("mock:scan");
        scanned.expectedMessageCount(3);
        start();
        scanned.assertIsSatisfied();
        assertThat(scanned.getExchanges().stream().map(sent -> sent.getProperty("vaultScan")))
                .containsExactly(first, second, later);
        int ticks = turns.ticks.get();
        await().until(() -> turns.ticks.get() > ticks + 2);
        assertThat(scanned.getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void aTickThatFindsNothingDueMakesNoMessage() throws Exception {
        due.set(false);
        start();
        await().until(() -> looks.get() > 5);
        assertThat(turns.ticks).hasValue(0);

        due.set(true);
        await().until(() -> turns.ticks.get() > 0);
    }

    @Test
    void aSlowTickDelaysTheNextInsteadOfOverlappingIt() throws Exception {
        turns.slow = true;
        start();
        await().until(() -> turns.atOnce.get() == 1);
        await().during(java.time.Duration.ofMillis(300)).until(() -> turns.ticks.get() == 1);
        turns.goOn.countDown();
        await().until(() -> turns.ticks.get() > 5);
        assertThat(turns.mostAtOnce).hasValue(1);
    }

    @Test
    void theScheduleHearsOfAScanThatCannotBeSentAndTheOthersAreSent() throws Exception {
        turns.due.add(List.of(scanOf("alice"), scanOf("bob"), scanOf("carol")));
        MockEndpoint scanned = getMockEndpoint("mock:scan");
        scanned.expectedMessageCount(2);
        bindNeighbours();
        startRoute(route -> route.weaveById("vault-send-scan").before().process(sending -> {
            if (sending.getProperty("vaultScan", Scan.class)
                    .getConnection()
                    .name()
                    .equals("bob")) {
                throw new IllegalStateException("Queue full");
            }
        }));
        scanned.assertIsSatisfied();
        assertThat(turns.failed).containsExactly("bob: Queue full");
        assertThat(turns.takenBack).isEmpty();
    }

    @Test
    void theScheduleTakesBackWhatWasNotSentAfterAFault() throws Exception {
        turns.due.add(List.of(scanOf("alice"), scanOf("bob"), scanOf("carol")));
        bindNeighbours();
        startRoute(route -> route.weaveById("vault-set-scan").before().process(next -> {
            if (next.getMessage().getBody(Scan.class).getConnection().name().equals("bob")) {
                throw new IllegalStateException("a fault");
            }
        }));
        await().untilAsserted(() -> assertThat(turns.takenBack).singleElement().satisfies(reason -> assertThat(reason)
                .hasRootCauseMessage("a fault")));
        assertThat(turns.sent).containsExactly("alice");
    }

    /** The route is stopped while the schedule has begun scans that are not sent yet. */
    @Test
    void aStopByForceLosesNoScan() throws Exception {
        turns.slow = true;
        turns.due.add(List.of(scanOf("alice"), scanOf("bob"), scanOf("carol")));
        start();
        await().until(() -> turns.atOnce.get() == 1);
        context.getRouteController().stopRoute("vault-poll-connections", 100, TimeUnit.MILLISECONDS);
        turns.goOn.countDown();
        await().atMost(java.time.Duration.ofSeconds(10))
                .until(() -> turns.sent.size() == 3 || !turns.takenBack.isEmpty());
    }

    private static Scan scanOf(String alias) {
        return SampleScans.backfill(new Connection(alias, "conn_" + alias));
    }
}
