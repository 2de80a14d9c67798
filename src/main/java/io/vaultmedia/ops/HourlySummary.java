package io.vaultmedia.ops;

import io.vaultmedia.scan.ForwardingListener;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once an hour, in one line, what was done since the last such line, and passes everything on. It looks at the time when
 * a scan ends, so it needs no thread, and logs nothing while nothing is polled. Thread safe.
 */
public final class HourlySummary extends ForwardingListener {

    private static final Logger LOG = LoggerFactory.getLogger(HourlySummary.class);
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong since;

    private final LongAdder requests = new LongAdder();
    private final LongAdder failedRequests = new LongAdder();
    private final LongAdder scans = new LongAdder();
    private final LongAdder variants = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

    /**
     * Begins the first hour.
     *
     * @param next is told everything, too
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public HourlySummary(ScanListener next, LongSupplier nanoTime) {
        super(next);
        this.nanoTime = nanoTime;
        this.since = new AtomicLong(nanoTime.getAsLong());
    }

    @Override
    public void requestEnded(Scan scan, String outcome, Duration latency) {
        requests.increment();
        if (!outcome.equals(COMPLETED)) {
            failedRequests.increment();
        }
        super.requestEnded(scan, outcome, latency);
    }

    @Override
    public void variantPublished(Scan scan, String type, long storedAt) {
        variants.increment();
        super.variantPublished(scan, type, storedAt);
    }

    @Override
    public void deadLetterPublished(Scan scan, String reason) {
        deadLetters.increment();
        super.deadLetterPublished(scan, reason);
    }

    @Override
    public void scanEnded(Scan scan, String outcome) {
        scans.increment();
        super.scanEnded(scan, outcome);
        long now = nanoTime.getAsLong();
        long begun = since.get();
        if (now - begun >= AN_HOUR && since.compareAndSet(begun, now)) {
            log(Duration.ofNanos(now - begun));
        }
    }

    private void log(Duration time) {
        LOG.info(
                "In the last {} min: {} variants and {} dead letters published, {} scans, {} requests, of which {} failed",
                time.toMinutes(),
                variants.sumThenReset(),
                deadLetters.sumThenReset(),
                scans.sumThenReset(),
                requests.sumThenReset(),
                failedRequests.sumThenReset());
    }
}
