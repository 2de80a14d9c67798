package io.vaultmedia.ops;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vaultmedia.scan.ForwardingListener;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes one OpenTelemetry trace of each page, from its request to the commit of what it published, once that has ended. Nothing
 * else makes a trace: not a tick of a timer, not a wait. A span names the connection by its alias or fingerprint, and has neither
 * the API key, nor a connection id, nor an address. Thread safe.
 */
final class PageTraces extends ForwardingListener {

    private static final String SCOPE = "io.vaultmedia";

    private final Clock clock;
    private final Map<Scan, Queue<Page>> arrived = new ConcurrentHashMap<>();
    private volatile Tracer tracer = OpenTelemetry.noop().getTracer(SCOPE);

    private record Page(Instant requested, Instant arrived) {}

    PageTraces(ScanListener next, Clock clock) {
        super(next);
        this.clock = clock;
    }

    /** Uses the OpenTelemetry that the host has bound, or else the one of this JVM: an agent sets that. */
    void use(HostMetrics.BeansOfType beans) {
        OpenTelemetry telemetry =
                beans.findByType(OpenTelemetry.class).stream().findFirst().orElseGet(GlobalOpenTelemetry::get);
        tracer = telemetry.getTracer(SCOPE, BuildVersion.current());
    }

    @Override
    public void requestEnded(Scan scan, String outcome, Duration latency) {
        Instant now = clock.instant();
        Page page = new Page(now.minus(latency), now);
        if (outcome.equals(COMPLETED)) {
            arrived.computeIfAbsent(scan, one -> new ConcurrentLinkedQueue<>()).add(page);
        } else {
            failed(scan, page, outcome);
        }
        super.requestEnded(scan, outcome, latency);
    }

    @Override
    public void pageCommitted(Scan scan, int published) {
        super.pageCommitted(scan, published);
        Queue<Page> pages = arrived.get(scan);
        Page page = pages == null ? null : pages.poll();
        if (page != null) {
            trace(scan, page, COMPLETED, published);
        }
    }

    /** Pages that are left were fetched and not committed. */
    @Override
    public void scanEnded(Scan scan, String outcome) {
        super.scanEnded(scan, outcome);
        Queue<Page> left = arrived.remove(scan);
        if (left != null) {
            left.forEach(page -> trace(scan, page, outcome, 0));
        }
    }

    private void failed(Scan scan, Page page, String outcome) {
        Span root = begin(scan, page, outcome, 0);
        part(root, "fetch", SpanKind.CLIENT, page.requested(), page.arrived());
        end(root, outcome, page.arrived());
    }

    private void trace(Scan scan, Page page, String outcome, int published) {
        Instant now = clock.instant();
        Span root = begin(scan, page, outcome, published);
        part(root, "fetch", SpanKind.CLIENT, page.requested(), page.arrived());
        part(root, "publish", SpanKind.PRODUCER, page.arrived(), now);
        end(root, outcome, now);
    }

    private Span begin(Scan scan, Page page, String outcome, int published) {
        return tracer.spanBuilder("vault page")
                .setNoParent()
                .setStartTimestamp(page.requested())
                .setAttribute("vault.connection", scan.getConnection().label())
                .setAttribute("vault.scan", scan.id())
                .setAttribute("vault.scan.kind", scan.plan().kind().label())
                .setAttribute("vault.outcome", outcome)
                .setAttribute("vault.variants.published", published)
                .startSpan();
    }

    private static void end(Span root, String outcome, Instant at) {
        if (!outcome.equals(COMPLETED) && !outcome.equals(STOPPED)) {
            root.setStatus(StatusCode.ERROR, outcome);
        }
        root.end(at);
    }

    private void part(Span root, String name, SpanKind kind, Instant from, Instant to) {
        tracer.spanBuilder(name)
                .setParent(Context.root().with(root))
                .setSpanKind(kind)
                .setStartTimestamp(from)
                .startSpan()
                .end(to);
    }
}
