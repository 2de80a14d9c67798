package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.api.ApiException;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.SilentListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code routes/scan-connection.camel.yaml}: the order of things. */
class ScanConnectionRouteTest extends RouteTest {

    ScanConnectionRouteTest() {
        super("scan-connection");
    }

    /** Takes the place of a page's transaction. */
    public record Written(int page) {}

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Integer> published = new CopyOnWriteArrayList<>();
    private final Scan scan = backfill();
    private IntFunction<MediaPage> pages = number -> page(1, number < 3 ? "c" + number : null);
    private int failsToFetch;
    private int failsToSubmit;
    private int needsNobody;
    private int unpublished;
    private boolean failsToSettle;
    private boolean failsToSettleFailed;
    private final VaultApi api = new VaultApi(100, 1 << 20, Duration.ZERO, new SilentListener());
    private int fetched;
    private String fullQueue;
    private ThrowingRunnable beforeSplitting = () -> {};

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** Takes the place of all beans that the route names. */
    public class Beans {
        public boolean hasPage(@ExchangeProperty("vaultScan") Scan of, CamelContext camel) {
            return api.hasPage(of, camel);
        }

        public MediaPage takePage(@ExchangeProperty("vaultScan") Scan from) throws Exception {
            return from.takePage();
        }

        public boolean submit(Written page) {
            if (page.page() == failsToSubmit) {
                throw new IllegalStateException("the shard is closed");
            }
            events.add("submit " + page.page());
            return page.page() != needsNobody;
        }

        public void settle(@ExchangeProperty("vaultTransaction") Written last) {
            if (failsToSettle) {
                throw new IllegalStateException("Kafka says no");
            }
            events.add("settle " + last.page());
        }

        public void ended(@ExchangeProperty("vaultScan") Scan ended) {
            events.add("ended");
            ended.ahead().stop();
        }

        public boolean isRequested(@ExchangeProperty("vaultTransaction") Written last) {
            return last != null && last.page() == unpublished;
        }

        public void notRequested(@Body Written waiting, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
            events.add("reopen for " + waiting.page() + ": " + reason.getMessage());
        }

        public void settleFailed(
                @ExchangeProperty("vaultScan") Scan failed, @ExchangeProperty("vaultTransaction") Written last) {
            failed.ahead().stop();
            if (failsToSettleFailed) {
                throw new IllegalStateException("nobody knows");
            }
            events.add("await " + (last == null ? "nothing" : last.page()));
        }

        public void failed(
                @ExchangeProperty("vaultScan") Scan failed,
                @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
            events.add("failed: " + reason.getMessage());
        }
    }

    private class Neighbours extends RouteBuilder {
        @Override
        public void configure() {
            from("seda:vault-fetch-ahead?pollTimeout=20").process(e -> fetchAhead());
            from("direct:vault-split-page").process(this::split);
            from("seda:vault-publish-page?pollTimeout=20").process(this::publish);
        }

        private void fetchAhead() throws Exception {
            while (scan.ahead().wantsPage()) {
                fetch();
            }
        }

        private void fetch() {
            fetched++;
            if (fetched == failsToFetch) {
                scan.ahead().failed(new ApiException(ApiException.Kind.UNAVAILABLE, "503"));
            } else {
                MediaPage page = pages.apply(fetched);
                scan.paging().follow(page);
                scan.ahead().arrived(page);
            }
        }

        private void split(Exchange exchange) throws Exception {
            beforeSplitting.run();
            events.add("split " + scan.tally().pages());
            Written written = new Written(scan.tally().pages());
            exchange.setProperty("vaultTransaction", written);
            exchange.getMessage().setBody(written);
        }

        private void publish(Exchange exchange) {
            published.add(exchange.getMessage().getBody(Written.class).page());
        }
    }

    private void run() throws Exception {
        threads("vaultScanThreads", 2);
        for (String bean : List.of("vaultApi", "vaultShards", "vaultPages", "vaultSchedule")) {
            context.getRegistry().bind(bean, new Beans());
        }
        context.addRoutes(new Neighbours());
        startRoute(route -> {
            if (fullQueue != null) {
                route.weaveById(fullQueue).before().process(sending -> {
                    throw new IllegalStateException("Queue full");
                });
            }
        });
        template.send("seda:vault-scan-connection", exchange -> exchange.setProperty("vaultScan", scan));
    }

    private void runToEnd() throws Exception {
        run();
        await().until(() -> events.stream().anyMatch(e -> e.startsWith("ended") || e.startsWith("failed")));
    }

    @Test
    void takesPagesInOrderAndEndsOnceTheLastIsCommitted() throws Exception {
        runToEnd();
        assertThat(events)
                .containsExactly(
                        "split 1", "submit 1", "split 2", "submit 2", "split 3", "submit 3", "settle 3", "ended");
        await().untilAsserted(() -> assertThat(published).containsExactly(1, 2, 3));
    }

    @Test
    void asksForThePageAheadBeforeItLooksAtThePageInHand() throws Exception {
        CountDownLatch secondAskedFor = new CountDownLatch(2);
        pages = number -> {
            secondAskedFor.countDown();
            return page(1, number < 2 ? "c" + number : null);
        };
        beforeSplitting =
                () -> assertThat(secondAskedFor.await(1, TimeUnit.MINUTES)).isTrue();
        runToEnd();
        assertThat(events).endsWith("settle 2", "ended");
    }

    @Test
    void whoeverIsAskedToPublishAlreadyIsNotAskedAgain() throws Exception {
        needsNobody = 2;
        runToEnd();
        assertThat(events).endsWith("submit 3", "settle 3", "ended");
        await().untilAsserted(() -> assertThat(published).containsExactly(1, 3));
    }

    @Test
    void whatCannotBeSubmittedFailsTheScanAndNothingAfterItIs() throws Exception {
        failsToSubmit = 2;
        runToEnd();
        assertThat(events).containsExactly("split 1", "submit 1", "split 2", "await 2", "failed: the shard is closed");
        await().untilAsserted(() -> assertThat(published).containsExactly(1));
    }

    @Test
    void whatIsNotCommittedFailsTheScan() throws Exception {
        failsToSettle = true;
        runToEnd();
        assertThat(events)
                .endsWith("submit 3", "await 3", "failed: Kafka says no")
                .doesNotContain("ended");
    }

    /** The request itself may be what has failed. */
    @Test
    void aFailedScanRequestsToPublishAPageThatStillWaits() throws Exception {
        needsNobody = 3;
        unpublished = 3;
        failsToSettle = true;
        runToEnd();
        await().untilAsserted(() -> assertThat(published).containsExactly(1, 2, 3));
    }

    @Test
    void theScheduleHearsOfAScanThatCannotBeSettledEither() throws Exception {
        failsToSettle = true;
        failsToSettleFailed = true;
        runToEnd();
        assertThat(events).last().asString().startsWith("failed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault-fetch-pages", "vault-publish-pages"})
    void theScheduleHearsOfAQueueThatIsFull(String step) throws Exception {
        fullQueue = step;
        runToEnd();
        assertThat(events).last().isEqualTo("failed: Queue full");
    }

    /** Else all that is submitted later would wait for ever, because it was requested already. */
    @Test
    void aPageThatNobodyCanBeAskedToPublishHasItsShardOpenedAgain() throws Exception {
        fullQueue = "vault-publish-last-page";
        unpublished = 3;
        failsToSettle = true;
        runToEnd();
        assertThat(events)
                .endsWith("reopen for 3: Queue full", "await 3", "failed: Queue full")
                .doesNotContain("ended");
    }

    @Test
    void whatCannotBeFetchedFailsTheScanOnceThePageInHandIsSubmitted() throws Exception {
        failsToFetch = 2;
        runToEnd();
        assertThat(events)
                .containsExactly(
                        "split 1",
                        "submit 1",
                        "await 1",
                        "failed: 503; if it lasts, see whether the API has an outage");
    }

    @Test
    void aFaultBeforeTheFirstPageIsNoDifferent() throws Exception {
        failsToFetch = 1;
        runToEnd();
        assertThat(events)
                .containsExactly("await nothing", "failed: 503; if it lasts, see whether the API has an outage");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopOrASuspensionOfCamelEndsTheTurnAfterThePageInHand(boolean stop) throws Exception {
        pages = number -> page(1, "c" + number);
        run();
        await().until(() -> events.contains("submit 3"));
        if (stop) {
            context.stop();
        } else {
            context.suspend();
        }
        assertThat(events).endsWith("settle " + scan.tally().pages(), "ended");
        assertThat(events).noneMatch(event -> event.startsWith("failed"));
        assertThat(scan.isGoingOn()).isTrue();
    }
}
