package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.scan.Scan;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.junit.jupiter.api.Test;

/** {@code routes/fail-scan.yaml}. */
class FailScanRouteTest extends RouteTest {

    private final List<Object> calls = new ArrayList<>();
    private final Scan scan = backfill();

    FailScanRouteTest() {
        super("fail-scan");
    }

    /** Takes the place of all beans that the route names. */
    public class Beans {
        public void stopFetching(@ExchangeProperty("vaultScan") Scan failed) {
            calls.addAll(List.of("stop", failed));
        }

        public void failed(
                @ExchangeProperty("vaultScan") Scan failed,
                @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
            calls.addAll(List.of("failed", failed, reason));
        }

        public void settleFailed(@ExchangeProperty("vaultTransaction") Object last) {
            calls.add("settle");
            calls.add(last);
        }
    }

    private void fail(Exception reason, Object transaction) throws Exception {
        for (String bean : List.of("vaultApi", "vaultLedger", "vaultSchedule")) {
            context.getRegistry().bind(bean, new Beans());
        }
        startRoute();
        Exchange sent = template.send("direct:fail-scan", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.setProperty("vaultTransaction", transaction);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, reason);
        });
        assertThat(sent.getException()).isNull();
    }

    @Test
    void tellsTheScheduleOnceNothingIsUnderWay() throws Exception {
        Exception reason = new IllegalStateException("no page");
        fail(reason, "page");
        assertThat(calls).containsExactly("stop", scan, "settle", "page", "failed", scan, reason);
    }

    @Test
    void aFaultBeforeTheFirstPageIsNoDifferent() throws Exception {
        Exception reason = new IllegalStateException("shard 0 is not open");
        fail(reason, null);
        assertThat(calls).containsExactly("stop", scan, "settle", null, "failed", scan, reason);
    }
}
