package io.vaultmedia;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads on which a route works off its queue. They sleep until there is work, where so many consumers of a queue
 * would each look for it again and again. They end with their Camel context, not with their route, and after the shards:
 * whatever still waits then is interrupted.
 */
public final class RouteThreads extends ServiceSupport {

    /** No more than a queue takes by Camel's default. */
    private static final int MOST_WAITING = 1_000;

    private final CamelContext context;
    private final ExecutorService threads;

    private RouteThreads(CamelContext context, ExecutorService threads) {
        this.context = context;
        this.threads = threads;
    }

    /** So many threads, named by their route, in JMX, too; whatever the application's own default profile says. */
    public static ExecutorService of(CamelContext context, String route, int count) {
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
            context.addService(new RouteThreads(context, threads), true);
        } catch (Exception e) {
            throw new IllegalStateException("Camel takes services", e);
        }
        return threads;
    }

    /** The routes have stopped by now, or were given up. */
    @Override
    protected void doStop() {
        context.getExecutorServiceManager().shutdownNow(threads);
    }
}
