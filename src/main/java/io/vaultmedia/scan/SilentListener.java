package io.vaultmedia.scan;

import java.time.Duration;

/** Does nothing with what it hears. A subclass overrides what it wants to hear. Thread safe. */
public class SilentListener implements ScanListener {

    @Override
    public void requestEnded(Scan scan, String outcome, Duration latency) {}

    @Override
    public void apiTimeUnusable(Scan scan, String problem) {}

    @Override
    public void variantPublished(Scan scan, String type, long storedAt) {}

    @Override
    public void variantDropped(Scan scan) {}

    @Override
    public void deadLetterPublished(Scan scan, String reason) {}

    @Override
    public void variantsKnown(Scan scan, int count) {}

    @Override
    public void pageCommitted(Scan scan, int published) {}

    @Override
    public void scanFailed(Scan scan, String reason) {}

    @Override
    public void signalHandled(String signal, String outcome) {}

    @Override
    public void scanEnded(Scan scan, String outcome) {}
}
