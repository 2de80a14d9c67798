package io.vaultmedia.routes;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code routes/scan-connection.camel.yaml}, stopped by force while scans are sent to it: the schedule hears of each of them. */
@Timeout(60)
class StoppedRouteTest extends RouteTest {

    private static final int WORKERS = 4;

    private final AtomicInteger sent = new AtomicInteger();
    private final Set<Turn> over = ConcurrentHashMap.newKeySet();

    StoppedRouteTest() {
        super("scan-connection");
    }

    /** Takes the place of a scan that has no page in this turn. */
    public static final class Turn {}

    /** Takes the place of all beans that the route names. */
    public class Beans {
        public boolean hasPage() {
            return false;
        }

        public void takePage() {}

        public boolean isRequested() {
            return false;
        }

        public boolean submit() {
            return false;
        }

        public void settle() {}

        public void settleFailed() {}

        public void notRequested() {}

        public void ended(@ExchangeProperty("vaultScan") Turn turn) {
            over.add(turn);
        }

        public void failed(@ExchangeProperty("vaultScan") Turn turn) {
            over.add(turn);
        }
    }

    private static class Neighbours extends RouteBuilder {
        @Override
        public void configure() {
            from("seda:vault-fetch-ahead?pollTimeout=20").process(e -> {});
            from("direct:vault-split-page").process(e -> {});
            from("seda:vault-publish-page?pollTimeout=20").process(e -> {});
        }
    }

    /** As the schedule does: never more at once than there are workers. */
    private void sendScans(CompletableFuture<Void> until) {
        while (!until.isDone()) {
            if (sent.get() - over.size() < WORKERS) {
                sent.incrementAndGet();
                template.send("seda:vault-scan-connection", scan -> scan.setProperty("vaultScan", new Turn()));
            } else {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void losesNoScan() throws Exception {
        threads("vaultScanThreads", WORKERS);
        for (String bean : List.of("vaultApi", "vaultShards", "vaultPages", "vaultSchedule")) {
            context.getRegistry().bind(bean, new Beans());
        }
        context.addRoutes(new Neighbours());
        startRoute();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendScans(enough));

        for (int times = 0; times < 3; times++) {
            context.getRouteController().stopRoute("vault-scan-connection", 1, TimeUnit.SECONDS);
            context.getRouteController().startRoute("vault-scan-connection");
            int before = sent.get();
            await().until(() -> sent.get() > before + 100);
        }

        enough.complete(null);
        sending.get();
        await().until(() -> over.size() == sent.get());
    }
}
