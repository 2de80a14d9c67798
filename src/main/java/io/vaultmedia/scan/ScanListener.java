package io.vaultmedia.scan;

import java.time.Duration;

/** Receives what happens to scans: metrics do. Called by many threads; returns quickly. */
public interface ScanListener {

    /** The outcome of what succeeded. A failure's outcome is {@link Failure#outcome}. */
    String COMPLETED = "completed";

    /**
     * The outcome of a scan that ended before its last page without a failure: the program stops, the shard has moved, or the
     * connection was edited or removed.
     */
    String STOPPED = "stopped";

    /** A request has ended: with a page ({@link #COMPLETED}), or with a failure. */
    void requestEnded(Scan scan, String outcome, Duration latency);

    /**
     * The API's time on a page is unusable, so nothing is concluded from it.
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

    /** This number of a page's stored variants were in the ledger already. */
    void variantsKnown(Scan scan, int count);

    /**
     * Kafka has committed a page, the pages of a scan in their order; what was published of it was reported before.
     *
     * @param published number of variants that are newly published
     */
    void pageCommitted(Scan scan, int published);

    /**
     * A scan has failed; {@link #scanEnded} follows.
     *
     * @param reason what happened, fit for logs: it contains no secret
     */
    void scanFailed(Scan scan, String reason);

    /**
     * Kafka has committed what a signal did in one shard.
     *
     * @param signal what it asked for, in a word fit for a metric label
     * @param outcome what became of it, likewise
     */
    void signalHandled(String signal, String outcome);

    /** A scan has ended: at its last page ({@link #COMPLETED}), before it ({@link #STOPPED}), or by a failure. */
    void scanEnded(Scan scan, String outcome);
}
