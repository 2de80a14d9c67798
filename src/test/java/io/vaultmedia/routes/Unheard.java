package io.vaultmedia.routes;

import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;

/** Listens to nothing. */
public class Unheard implements ScanListener {

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
    public void scanEnded(Scan scan, String outcome) {}
}
