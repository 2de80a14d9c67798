package io.vaultmedia.scan;

import java.time.Duration;

/** Whoever wants to know what becomes of scans: metrics. Called from many threads, and quick to return. */
public interface ScanListener {

    /** The outcome of what went well; what did not is named after its fault. */
    String COMPLETED = "completed";

    /** The outcome of a scan that ended before its last page because the program is stopping. */
    String STOPPED = "stopped";

    /** A request has ended: with a page ({@link #COMPLETED}), or with a fault. */
    void requestEnded(Scan scan, String outcome, Duration latency);

    /**
     * The API's time on a page is of no use, so that nothing can be concluded from it.
     *
     * @param problem what is wrong with it, in a word fit for a metric label
     */
    void apiTimeUnusable(Scan scan, String problem);

    /**
     * Kafka has committed a variant.
     *
     * @param type media type as its topic names it
     * @param storedAt when it was stored, Unix ms
     */
    void variantPublished(Scan scan, String type, long storedAt);

    /** A step of the host has dropped a newly stored variant, and Kafka has committed that it is not offered again. */
    void variantDropped(Scan scan);

    /** Kafka has committed a dead letter. */
    void deadLetterPublished(Scan scan, String reason);

    /** So many stored variants of a page were in the ledger already. */
    void variantsKnown(Scan scan, int count);

    /** A scan has ended: at its last page ({@link #COMPLETED}), with the program ({@link #STOPPED}), or by a fault. */
    void scanEnded(Scan scan, String outcome);
}
