package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.api.ApiException;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.SilentListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.Test;

/** {@code routes/fetch-ahead.camel.yaml}: how many pages are asked for, and when. */
class FetchAheadRouteTest extends RouteTest {

    private final Scan scan = backfill();
    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger leftBehind = new AtomicInteger();
    private int last = Integer.MAX_VALUE;
    private int failing;

    FetchAheadRouteTest() {
        super("fetch-ahead");
    }

    private void fetch(Exchange exchange) throws ApiException {
        leftBehind.accumulateAndGet(fetched.get() - completed.get(), Math::max);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                completed.incrementAndGet();
            }
        });
        int number = fetched.incrementAndGet();
        if (number == failing) {
            throw new ApiException(ApiException.Kind.UNAVAILABLE, "503");
        }
        MediaPage page = page(1, number == last ? null : "c" + number);
        scan.paging().follow(page);
        scan.ahead().arrived(page);
    }

    private void run() throws Exception {
        threads("vaultFetchThreads", 1);
        context.getRegistry().bind("vaultApi", new VaultApi(2, 1 << 20, Duration.ofMinutes(10), new SilentListener()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:vault-fetch-page").process(FetchAheadRouteTest.this::fetch);
            }
        });
        startRoute(route -> route.weaveAddLast().to("mock:done"));
        getMockEndpoint("mock:done").expectedMessageCount(1);
        template.send("seda:vault-fetch-ahead", exchange -> exchange.setProperty("vaultScan", scan));
    }

    @Test
    void fetchesAllPagesOfAScan() throws Exception {
        last = 3;
        run();
        for (int number = 1; number <= 3; number++) {
            scan.takePage();
        }
        getMockEndpoint("mock:done").assertIsSatisfied();
        assertThat(scan.isComplete()).isTrue();
        assertThat(fetched).hasValue(3);
        assertThat(leftBehind)
                .as("pages before that Camel still keeps something of")
                .hasValue(0);
    }

    @Test
    void staysTwoPagesAhead() throws Exception {
        run();
        await().until(() -> fetched.get() == 2);
        scan.takePage();
        await().until(() -> fetched.get() == 3);
        scan.ahead().stop();
        getMockEndpoint("mock:done").assertIsSatisfied();
        assertThat(fetched).hasValue(3);
    }

    @Test
    void endsWithAPageThatDoesNotCome() throws Exception {
        failing = 2;
        run();
        getMockEndpoint("mock:done").assertIsSatisfied();
        assertThat(fetched).hasValue(2);
        scan.takePage();
        assertThatThrownBy(scan::takePage).isInstanceOf(ApiException.class).hasMessageContaining("503");
    }
}
