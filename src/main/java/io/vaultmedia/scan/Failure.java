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

    /** True where it is of no use to ask for the same again. */
    default boolean refuses(Scan scan) {
        return remedy() == Remedy.START_OVER
                || (remedy() == Remedy.SUSPEND && scan.plan().isRecheck());
    }

    /** True where any other request of the connection would fail as well, whatever it asks for. */
    default boolean concernsAllRequests() {
        return remedy() == Remedy.SUSPEND || retryAfter().isPresent();
    }

    /** How long the API asked to be left alone, already capped; empty where it did not ask. */
    Optional<Duration> retryAfter();
}
