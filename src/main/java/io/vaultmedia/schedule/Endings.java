package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;

/** Decides what the end of a turn means: for its scan, for the connection's next one, and for the log. Thread safe. */
final class Endings {

    private final Schedule schedule;
    private final Scans scans;
    private final ScanLog log;

    Endings(Schedule schedule, Scans scans, ScanLog log) {
        this.schedule = schedule;
        this.scans = scans;
        this.log = log;
    }

    /** The turn has ended without a failure. */
    void ended(Scan scan) {
        if (scan.provesNothing()) {
            fail(scan, OwnFailure.NO_API_TIME, "the API told no usable time, so nothing is known to be complete", null);
        } else if (scan.isComplete()) {
            schedule.finish(scan, Turn::complete).ifPresent(done -> log.completed(scan));
        } else if (scan.isGoingOn() || !scans.isOurs(scan.getConnection())) {
            stop(scan);
        } else {
            schedule.finish(scan, Turn::pause).filter(goesOn -> !goesOn).ifPresent(cutOff -> log.stopped(scan));
        }
    }

    /** The turn has ended before the scan's last page. */
    void failed(Scan scan, Exception reason) {
        Failure failure = OwnFailure.of(reason);
        Throwable fault = failure == OwnFailure.FAULT ? reason : null;
        if (failure.refuses(scan)) {
            try {
                scans.refused(scan);
            } catch (RuntimeException e) {
                fault = e; // The scan ends all the same: its turn must not stay open.
            }
        }
        if (failure.remedy() == Failure.Remedy.LEAVE) {
            stop(scan);
        } else {
            fail(scan, failure, OwnFailure.messageOf(failure, reason), fault);
        }
    }

    private void stop(Scan scan) {
        schedule.finish(scan, (turn, now) -> turn.stop()).ifPresent(done -> log.stopped(scan));
    }

    private void fail(Scan scan, Failure failure, String reason, Throwable fault) {
        schedule.fail(scan, failure).ifPresent(wait -> log.failed(scan, failure, reason, fault, wait));
        if (!schedule.waits(scan.getConnection())) {
            log.left(scan.getConnection());
        }
    }
}
