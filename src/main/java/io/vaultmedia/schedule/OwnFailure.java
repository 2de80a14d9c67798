package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * A failure that no exception describes by itself.
 *
 * @param outcome a word fit for a metric label
 * @param remedy what to do next
 * @param retryAfter how long to wait, or empty to wait longer each time
 */
record OwnFailure(String outcome, Remedy remedy, Optional<Duration> retryAfter) implements Failure {

    /** Causes may go round in circles. */
    private static final int MOST_CAUSES = 100;

    /** Kafka did not take a page. The scan waits until the shard is open again. */
    static final OwnFailure NOT_PUBLISHED =
            new OwnFailure("not-published", Remedy.RETRY, Optional.of(Duration.ofSeconds(2)));

    /** A backfill ended, but the API told no time: it proved nothing, and is repeated. */
    static final OwnFailure NO_API_TIME = new OwnFailure("no-api-time", Remedy.RETRY, Optional.empty());

    /** The ledger could not tell where to begin: a fault of this program. */
    static final OwnFailure NOT_BEGUN = new OwnFailure("not-begun", Remedy.RETRY, Optional.empty());

    /** An exception that nobody expected: a fault of this program, or of a step that the host added. */
    static final OwnFailure FAULT = new OwnFailure("fault", Remedy.RETRY, Optional.empty());

    /** Camel was stopped before the scan had ended. */
    private static final OwnFailure STOPPED = new OwnFailure("stopped", Remedy.LEAVE, Optional.empty());

    /** Returns what an exception, or one that it was caused by, means for the scan that it ended. */
    static Failure of(Throwable reason) {
        List<Throwable> causes = Stream.iterate(reason, Objects::nonNull, Throwable::getCause)
                .limit(100)
                .toList();
        return causes.stream()
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .findFirst()
                .orElseGet(() -> ofNoFailure(causes));
    }

    private static Failure ofNoFailure(List<Throwable> causes) {
        if (causes.stream().anyMatch(KafkaException.class::isInstance)) {
            return NOT_PUBLISHED;
        }
        boolean isStop = causes.stream()
                .anyMatch(
                        cause -> cause instanceof RejectedExecutionException || cause instanceof InterruptedException);
        return isStop ? STOPPED : FAULT;
    }

    /** Returns what to say of a failure, never null: its own message if it is a known one. */
    static String messageOf(Failure failure, Throwable reason) {
        if (failure == FAULT) {
            Throwable root = causesOf(reason).reduce((first, second) -> second).orElseThrow();
            return "a fault of this program, or of a step that was added to its routes: " + root;
        }
        Throwable known = failure instanceof Throwable exception ? exception : reason;
        return known.getMessage() == null ? known.toString() : known.getMessage();
    }

    private static Stream<Throwable> causesOf(Throwable reason) {
        return Stream.iterate(reason, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }
}
