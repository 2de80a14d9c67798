package io.vaultmedia.command.pages;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vaultmedia.api.ApiAnswer;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.http.ApiKeys;
import io.vaultmedia.http.HttpPool;
import io.vaultmedia.http.VaultHttpClient;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Fetches pages of the API by the route {@code vault-fetch-page}, so that a command asks exactly as the product does. Publishes
 * nothing. Requests are sent one at a time, and at least a given time apart. Used by one thread.
 */
public final class VaultPages implements AutoCloseable {

    private static final String ROUTE = "classpath:io/vaultmedia/routes/fetch-page.camel.yaml";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final CamelContext camel;
    private final Settings settings;
    private final Duration pause;
    private final VaultApi api;
    private ProducerTemplate template;
    private long lastNanos;

    /**
     * Creates a source that has not asked for anything yet.
     *
     * @param camel a context with our settings, without routes, that is not started
     * @param pause the least time between the starts of two requests
     */
    public VaultPages(CamelContext camel, Settings settings, Duration pause) {
        this.camel = camel;
        this.settings = settings;
        this.pause = pause;
        this.lastNanos = System.nanoTime() - pause.toNanos();
        this.api = new VaultApi(
                settings.scan().pageLimit(),
                settings.pageMaxBytes(),
                settings.pace().backoffMax(),
                new VaultMetrics(new CompositeMeterRegistry()));
    }

    /**
     * A page, and how it arrived.
     *
     * @param latency from sending the request to the end of the answer
     */
    public record Fetched(MediaPage page, Duration latency) {}

    /** Returns a scan over all of a connection's stored media, at its first page. */
    public Scan scan(ConnectionSettings connection) {
        return scan(connection, null);
    }

    /**
     * The same for a connection that is scanned from an instant on.
     *
     * @param since what was stored earlier is not published; null if there is no such time
     */
    public Scan scan(ConnectionSettings connection, Instant since) {
        ScanPlan plan = new ScanPlan(ScanKind.SWEEP, null, null);
        ScanState state = new ScanState(null, since, null, null);
        return new Scan(connection, plan, state, settings.scan(), 0, () -> true);
    }

    /**
     * Fetches the scan's next page.
     *
     * @throws io.vaultmedia.api.ApiException if the API does not answer with a page
     * @throws Exception for a fault of this program
     */
    public Fetched next(Scan scan) throws Exception {
        start();
        awaitTurn();
        Exchange exchange = template.send(
                settings.instance().id("direct:vault-fetch-page"), request -> request.setProperty("vaultScan", scan));
        Duration latency = Duration.ofNanos(System.nanoTime() - lastNanos);
        if (exchange.getException() != null) {
            api.failed(scan, exchange.getException());
        }
        MediaPage page = scan.takePage();
        page.discard().run();
        return new Fetched(page, latency);
    }

    private void start() throws Exception {
        if (template == null) {
            Connections connections = new Connections(settings.connections(), settings.connectionsSource());
            ApiKeys apiKeys = new ApiKeys(settings.apiKey());
            connections.follow(all -> apiKeys.use(all, any -> true));
            bind("vaultApi", api);
            bind(
                    "vaultHttpClient",
                    new VaultHttpClient(apiKeys::of, connections::byReference, DEADLINE, ApiAnswer.headerNames()));
            bind("vaultHttpPool", HttpPool.of(camel, 1));
            Resource route = PluginHelper.getResourceLoader(camel).resolveResource(ROUTE);
            PluginHelper.getRoutesLoader(camel).loadRoutes(settings.instance().of(route));
            camel.start();
            template = camel.createProducerTemplate();
        }
    }

    private void bind(String name, Object bean) {
        camel.getRegistry().bind(settings.instance().bean(name), bean);
    }

    private void awaitTurn() {
        long next = lastNanos + pause.toNanos();
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        lastNanos = System.nanoTime();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
