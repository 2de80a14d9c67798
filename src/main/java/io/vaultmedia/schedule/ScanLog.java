package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how scans end: the listener always, the log in one line for each that found something or failed; idle ones are
 * for the curious. Thread safe.
 */
final class ScanLog {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final ScanListener listener;

    ScanLog(ScanListener listener) {
        this.listener = listener;
    }

    void ended(Scan scan, String outcome) {
        listener.scanEnded(scan, outcome);
        long news = scan.tally().published();
        long ms = scan.tally().age().toMillis();
        if (news > 0) {
            LOG.info("{} {}: {} new variants, {} ms", scan, outcome, news, ms);
        } else {
            LOG.debug("{} {}: nothing new, {} ms", scan, outcome, ms);
        }
    }

    void couldNotBegin(Turn turn, RuntimeException fault, Duration wait) {
        LOG.error("No scan of {} could begin; to be tried again in {} s", turn.connection(), seconds(wait), fault);
    }

    void failed(Scan scan, String reason, Failure failure, Duration wait) {
        listener.scanEnded(scan, failure.outcome());
        LOG.warn(
                "{} failed; {} in {} s: {}",
                scan,
                failure.remedy() == Failure.Remedy.SUSPEND ? "suspended, to be tried again" : "to be tried again",
                seconds(wait),
                reason);
    }

    private static String seconds(Duration wait) {
        return String.format(Locale.ROOT, "%.1f", wait.toMillis() / 1000.0);
    }
}
