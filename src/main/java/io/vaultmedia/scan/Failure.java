package io.vaultmedia.scan;

import java.time.Duration;
import java.util.Optional;

/** What the failure of a scan means for the connection's next scan. Implemented by the exceptions that end scans. */
public interface Failure {

    /** What to do next. */
    enum Remedy {
        /** It may pass: try again after a wait that grows with each failure. */
        RETRY,
        /** As {@link #RETRY}, but from the first page: the cursor is invalid. */
        START_OVER,
        /** It will not pass by itself: try again after a long wait. */
        SUSPEND,
        /** Nothing is wrong: another replica continues with the connection. */
        LEAVE
    }

    /** Returns what failed, in a word fit for a metric label. */
    String outcome();

    /** Returns what to do next. */
    Remedy remedy();

    /**
     * True if the API refuses what this request asks for, and not the connection or its key: another request of the same
     * connection may succeed.
     */
    default boolean concernsThisRequest() {
        return remedy() == Remedy.START_OVER;
    }

    /** True if the scan must not ask for the same again. */
    default boolean refuses(Scan scan) {
        return remedy() == Remedy.START_OVER
                || (concernsThisRequest() && scan.plan().isRecheck());
    }

    /** True if each other request of the connection would fail as well. */
    default boolean concernsAllRequests() {
        return retryAfter().isPresent() || (remedy() == Remedy.SUSPEND && !concernsThisRequest());
    }

    /** Returns how long the API asked to wait, already capped; empty if it did not ask. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
