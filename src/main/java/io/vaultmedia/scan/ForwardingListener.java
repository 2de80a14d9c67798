package io.vaultmedia.scan;

import java.time.Duration;

/** Passes on all that it hears. A subclass overrides what it wants to hear itself. As thread safe as the next listener. */
public abstract class ForwardingListener implements ScanListener {

    private final ScanListener next;

    /**
     * Passes everything on to a listener.
     *
     * @param next hears everything, too
     */
    protected ForwardingListener(ScanListener next) {
        this.next = next;
    }

    @Override
    public void requestEnded(Scan scan, String outcome, Duration latency) {
        next.requestEnded(scan, outcome, latency);
    }

    @Override
    public void apiTimeUnusable(Scan scan, String problem) {
        next.apiTimeUnusable(scan, problem);
    }

    @Override
    public void variantPublished(Scan scan, String type, long storedAt) {
        next.variantPublished(scan, type, storedAt);
    }

    @Override
    public void variantDropped(Scan scan) {
        next.variantDropped(scan);
    }

    @Override
    public void deadLetterPublished(Scan scan, String reason) {
        next.deadLetterPublished(scan, reason);
    }

    @Override
    public void variantsKnown(Scan scan, int count) {
        next.variantsKnown(scan, count);
    }

    @Override
    public void pageCommitted(Scan scan, int published) {
        next.pageCommitted(scan, published);
    }

    @Override
    public void scanFailed(Scan scan, String reason) {
        next.scanFailed(scan, reason);
    }

    @Override
    public void signalHandled(String signal, String outcome) {
        next.signalHandled(signal, outcome);
    }

    @Override
    public void scanEnded(Scan scan, String outcome) {
        next.scanEnded(scan, outcome);
    }
}
