package io.vaultmedia.routes;

import io.vaultmedia.api.ApiAnswer;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.http.ApiKey;
import io.vaultmedia.http.HttpPool;
import io.vaultmedia.http.VaultHttpClient;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.SilentListener;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.util.function.ThrowingConsumer;

/** {@code routes/fetch-page.camel.yaml}, as the product runs it, against any API. */
abstract class FetchPage extends RouteTest {

    static final int LARGEST_PAGE = 1 << 20;

    int connectTimeoutMillis = 5_000;

    private final VaultApi vaultApi = new VaultApi(2, LARGEST_PAGE, Duration.ofMinutes(10), new SilentListener());

    FetchPage() {
        super("fetch-page");
    }

    void start(
            String baseUrl,
            String apiKey,
            Duration deadline,
            ThrowingConsumer<AdviceWithRouteBuilder, Exception> advice)
            throws Exception {
        setting("vaultApiUrl", baseUrl);
        context.getRegistry()
                .bind(
                        "vaultHttpClient",
                        new VaultHttpClient(
                                connection -> ApiKey.of(apiKey),
                                reference -> Optional.of(ALICE),
                                deadline,
                                ApiAnswer.headerNames()));
        context.getRegistry().bind("vaultHttpPool", HttpPool.of(context, 1));
        context.getRegistry().bind("vaultApi", vaultApi);
        setting("vault.http.connect-timeout", Integer.toString(connectTimeoutMillis));
        setting("vault.http.response-timeout", "30000");
        startRoute(route -> {
            advice.accept(route);
            route.weaveAddLast().to("mock:done");
        });
    }

    /** What the scan would get: a page, or what {@code routes/fetch-ahead.camel.yaml} makes of the failure. */
    MediaPage fetch(Scan scan) throws Exception {
        Exchange done = template.send("direct:vault-fetch-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody("the page before");
            exchange.getMessage().setHeader("left", "over");
        });
        if (done.getException() != null) {
            vaultApi.failed(scan, done.getException());
        }
        return scan.takePage();
    }
}
