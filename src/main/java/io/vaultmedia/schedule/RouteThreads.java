package io.vaultmedia.schedule;

import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads on which a route works off its queue: a step after which it goes on in one of them. They sleep until there is
 * work, where so many consumers of a queue would each look for it again and again. They end with their Camel context, not
 * with their route, and after the shards: whatever still waits then is interrupted.
 *
 * <p>Camel's own step for this, {@code threads}, drops what it has in hand when its route is stopped, so that nobody would
 * ever hear of it again. This one goes on.
 */
public final class RouteThreads extends AsyncProcessorSupport {

    /** No more than a queue takes by Camel's default. */
    private static final int MOST_WAITING = 1_000;

    private final ExecutorService threads;
    private final Consumer<Throwable> onError;

    private RouteThreads(ExecutorService threads, Consumer<Throwable> onError) {
        this.threads = threads;
        this.onError = onError;
    }

    /** So many threads, named by their route, in JMX, too; whatever the application's own default profile says. */
    public static RouteThreads of(CamelContext context, String route, int count) {
        return of(context, route, count, error -> {});
    }

    /**
     * As {@link #of(CamelContext, String, int)}.
     *
     * @param onError is told of a JVM Error, in the thread that met it: Camel ends no exchange that fails with one
     */
    public static RouteThreads of(CamelContext context, String route, int count, Consumer<Throwable> onError) {
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
        return new RouteThreads(threads, onError);
    }

    private static ServiceSupport endOf(CamelContext context, ExecutorService threads) {
        return new ServiceSupport() {
            @Override
            protected void doStop() {
                context.getExecutorServiceManager().shutdownNow(threads);
            }
        };
    }

    /** Goes on with the route in one of the threads. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback route) {
        threads.execute(() -> {
            try {
                route.done(false);
            } catch (Error e) {
                onError.accept(e);
                throw e;
            }
        });
        return false;
    }
}
