package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteThreadsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        context.stop();
    }

    private void go(RouteThreads threads, Runnable rest) {
        threads.process(new DefaultExchange(context), doneSync -> rest.run());
    }

    @Test
    void aStopInterruptsWhatStillWaits() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RouteThreads threads = RouteThreads.of(context, "some-route", 1);
        context.start();
        go(threads, () -> {
            waits.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();

        long start = System.nanoTime();
        context.stop();

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(System.nanoTime() - start)
                .as("Camel itself waits for 10 s before it interrupts threads that nobody stopped")
                .isLessThan(TimeUnit.SECONDS.toNanos(8));
    }

    @Test
    void eachPoolIsKnownByItsRoute() {
        List<String> known = new ArrayList<>();
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onThreadPoolAdd(
                    CamelContext camel,
                    ThreadPoolExecutor threads,
                    String id,
                    String sourceId,
                    String routeId,
                    String profile) {
                known.add(id);
            }
        });
        RouteThreads.of(context, "some-route", 1);
        RouteThreads.of(context, "other-route", 1);
        assertThat(known).containsExactly("some-route", "other-route");
    }

    @Test
    void anApplicationsOwnProfileLosesNothing() throws Exception {
        ThreadPoolProfile profile = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
        profile.setMaxQueueSize(0);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        RouteThreads threads = RouteThreads.of(context, "some-route", 1);
        context.start();
        CountDownLatch all = new CountDownLatch(100);
        for (int n = 0; n < 100; n++) {
            go(threads, all::countDown);
        }
        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Camel handles exceptions only: the next step would never run. */
    @Test
    void anErrorThatEndsAnExchangeIsReported() {
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        Scan scan = SampleScans.backfill(new Connection("alice", "conn_alice"));
        RouteThreads threads = RouteThreads.of(context, "some-route", 1, (ended, error) -> {
            assertThat(ended).isSameAs(scan);
            errors.add(error.getCause());
        });
        context.start();
        Error full = new OutOfMemoryError("no heap");
        DefaultExchange exchange = new DefaultExchange(context);
        exchange.setProperty("vaultScan", scan);
        threads.process(exchange, doneSync -> {
            throw full;
        });
        Awaitility.await().untilAsserted(() -> assertThat(errors).containsExactly(full));
    }
}
