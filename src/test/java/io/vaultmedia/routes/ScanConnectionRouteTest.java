package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.api.ApiException;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** {@code routes/scan-connection.yaml}: the order of things. */
class ScanConnectionRouteTest extends RouteTest {

    ScanConnectionRouteTest() {
        super("scan-connection");
    }

    /** Takes the place of a page's transaction: its page number, and whether it would write anything. */
    public record Written(int page, boolean isEmpty, String lane) {}

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Scan scan = backfill();
    private IntFunction<MediaPage> pages = number -> page(1, number < 3 ? "c" + number : null);
    private int failsToFetch;
    private int failsToPublish;
    private int fetched;
    private ThrowingRunnable beforePublishing = () -> {};

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** Takes the place of all three beans that the route names. */
    public class Beans {
        public MediaPage takePage(Scan from) throws Exception {
            return from.takePage();
        }

        public void confirm(Written page) {
            events.add("confirm " + page.page());
        }

        public void ended(Scan ended) {
            events.add("ended");
        }
    }

    private class Neighbours extends RouteBuilder {
        @Override
        public void configure() {
            from("seda:fetch-page?pollTimeout=20").process(e -> fetch());
            from("direct:split-page").process(this::split);
            from("seda:publish-page-0-a?pollTimeout=20").process(this::publish);
            from("direct:fail-scan")
                    .process(e -> events.add("fail-scan: "
                            + e.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                    .getMessage()));
        }

        private void fetch() {
            fetched++;
            if (fetched == failsToFetch) {
                scan.paging().failed(new ApiException(ApiException.Kind.UNAVAILABLE, "503"));
            } else {
                MediaPage page = pages.apply(fetched);
                scan.paging().follow(page);
                scan.paging().arrived(page);
            }
        }

        private void split(Exchange exchange) {
            MediaPage page = exchange.getMessage().getBody(MediaPage.class);
            events.add("split " + scan.tally().pages());
            Written written = new Written(scan.tally().pages(), page.items().isEmpty(), "0-a");
            exchange.setProperty("vaultTransaction", written);
            exchange.getMessage().setBody(written);
        }

        private void publish(Exchange exchange) throws Exception {
            beforePublishing.run();
            Written page = exchange.getMessage().getBody(Written.class);
            if (page.page() == failsToPublish) {
                throw new IllegalStateException("Kafka says no");
            }
            events.add("publish " + page.page());
        }
    }

    private void run() throws Exception {
        setting("vault.poll.workers", "2");
        for (String bean : List.of("vaultApi", "vaultLedger", "vaultSchedule")) {
            context.getRegistry().bind(bean, new Beans());
        }
        context.addRoutes(new Neighbours());
        startRoute();
        template.sendBody("seda:scan-connection", scan);
    }

    private void runToEnd() throws Exception {
        run();
        await().until(() -> events.stream().anyMatch(e -> e.startsWith("ended") || e.startsWith("fail-scan")));
    }

    @Test
    void takesPagesInOrderAndConfirmsEachOnceItIsPublished() throws Exception {
        runToEnd();
        assertThat(events)
                .containsExactly(
                        "split 1",
                        "publish 1",
                        "confirm 1",
                        "split 2",
                        "publish 2",
                        "confirm 2",
                        "split 3",
                        "publish 3",
                        "confirm 3",
                        "ended");
    }

    @Test
    void anEmptyPageIsConfirmedButNotPublished() throws Exception {
        pages = number -> page(0, number == 1 ? "c1" : null);
        runToEnd();
        assertThat(events).containsExactly("split 1", "confirm 1", "split 2", "confirm 2", "ended");
    }

    @Test
    void asksForThePageAheadBeforeItPublishesThePageInHand() throws Exception {
        CountDownLatch secondAskedFor = new CountDownLatch(2);
        pages = number -> {
            secondAskedFor.countDown();
            return page(1, number < 2 ? "c" + number : null);
        };
        beforePublishing =
                () -> assertThat(secondAskedFor.await(1, TimeUnit.MINUTES)).isTrue();
        runToEnd();
        assertThat(events).endsWith("confirm 2", "ended");
    }

    @Test
    void whatCannotBePublishedFailsTheScanAndNothingAfterItIsPublishedOrConfirmed() throws Exception {
        failsToPublish = 2;
        runToEnd();
        assertThat(events).containsExactly("split 1", "publish 1", "confirm 1", "split 2", "fail-scan: Kafka says no");
    }

    @Test
    void whatCannotBeFetchedFailsTheScanOnceThePageInHandIsPublished() throws Exception {
        failsToFetch = 2;
        runToEnd();
        assertThat(events)
                .containsExactly(
                        "split 1",
                        "publish 1",
                        "confirm 1",
                        "fail-scan: 503; if it lasts, see whether the API has an outage");
    }

    @Test
    void aStopEndsTheScanAfterThePageInHand() throws Exception {
        pages = number -> page(1, "c" + number);
        run();
        await().until(() -> events.contains("confirm 3"));
        context.stop();
        assertThat(events).endsWith("confirm " + scan.tally().pages(), "ended").doesNotContain("fail-scan");
        assertThat(scan.isGoingOn()).isTrue();
    }
}
