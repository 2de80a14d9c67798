package io.vaultmedia.schedule;

import io.vaultmedia.scan.Scan;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a route that works off a queue: a step after which the route continues in one of them. A thread sleeps until
 * there is work; the concurrent consumers of a queue would each look for it again and again. The threads end with their Camel
 * context, not with their route, and after the shards; then what still waits is interrupted.
 *
 * <p>Camel's own step for this, {@code threads}, discards its messages when its route is stopped, and nobody is told. This
 * step continues with them.
 */
public final class RouteThreads extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(RouteThreads.class);

    /** As many as a queue takes by Camel's default. */
    private static final int MOST_WAITING = 1_000;

    private final ExecutorService threads;
    private final BiConsumer<Scan, Exception> onError;
    private final boolean isOfOneScan;

    private RouteThreads(ExecutorService threads, BiConsumer<Scan, Exception> onError, boolean isOfOneScan) {
        this.threads = threads;
        this.onError = onError;
        this.isOfOneScan = isOfOneScan;
    }

    /** Makes this number of threads, named by their route (in JMX, too). A host's default thread pool profile has no effect. */
    public static RouteThreads of(CamelContext context, String route, int count) {
        return of(context, route, count, (scan, error) -> {});
    }

    /**
     * The same.
     *
     * @param onError receives the scan of an exchange that an Error of the JVM has ended: Camel itself handles exceptions
     *     only, so that no later step of the route runs
     */
    public static RouteThreads of(CamelContext context, String route, int count, BiConsumer<Scan, Exception> onError) {
        return new RouteThreads(threads(context, route, count), onError, false);
    }

    /** The same for exchanges that belong to one scan each: what the threads log is marked with it. */
    public static RouteThreads ofScans(
            CamelContext context, String route, int count, BiConsumer<Scan, Exception> onError) {
        return new RouteThreads(threads(context, route, count), onError, true);
    }

    private static ExecutorService threads(CamelContext context, String route, int count) {
        ExecutorService threads = context.getExecutorServiceManager()
                .newThreadPool(
                        route,
                        route,
                        new ThreadPoolProfileBuilder(route)
                                .poolSize(count)
                                .maxPoolSize(count)
                                .maxQueueSize(MOST_WAITING)
                                .allowCoreThreadTimeOut(false)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                                .build());
        try {
            context.addService(endOf(context, threads), true);
        } catch (Exception e) {
            throw new IllegalStateException("Camel takes services", e);
        }
        return threads;
    }

    private static ServiceSupport endOf(CamelContext context, ExecutorService threads) {
        return new ServiceSupport() {
            @Override
            protected void doStop() {
                context.getExecutorServiceManager().shutdownNow(threads);
            }
        };
    }

    /** Continues the route in one of the threads. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback route) {
        threads.execute(() -> proceed(exchange, route));
        return false;
    }

    private void proceed(Exchange exchange, AsyncCallback route) {
        Scan scan = exchange.getProperty("vaultScan", Scan.class);
        try (ScanMark mark = ScanMark.of(isOfOneScan ? scan : null)) {
            route.done(false);
        } catch (Error e) {
            LOG.error("An error of the JVM has ended an exchange of {}", exchange.getFromRouteId(), e);
            onError.accept(scan, new ExecutionException(e));
        }
    }
}
