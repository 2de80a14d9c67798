package io.vaultmedia.scan;

import java.time.Duration;
import java.util.Optional;

/** What a scan that failed means for its connection's next one: told by the exception that made it fail. */
public interface Failure {

    /** What to do next. */
    enum Remedy {
        /** It may pass: try again after a while, a longer one each time. */
        RETRY,
        /** As {@link #RETRY}, but not from the page that failed: its cursor is of no use any more. */
        START_OVER,
        /** It will not pass by itself: try again rarely. */
        SUSPEND,
        /** Nothing is wrong: another replica goes on with the connection. */
        LEAVE
    }

    /** Whose fault it was, in a word fit for a metric label. */
    String outcome();

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

    /** True if any other request of the connection would fail as well, whatever it asks for. */
    default boolean concernsAllRequests() {
        return retryAfter().isPresent() || (remedy() == Remedy.SUSPEND && !concernsThisRequest());
    }

    /** How long the API asked to be left alone, already capped; empty where it did not ask. */
    Optional<Duration> retryAfter();
}
