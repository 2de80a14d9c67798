package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * A failure that no exception of the API tells of.
 *
 * @param outcome a word fit for a metric label
 * @param retryAfter how long to wait, or empty to wait longer each time
 */
record OwnFailure(String outcome, Optional<Duration> retryAfter) implements Failure {

    /** Kafka did not take a page. Its shard is opened again meanwhile; nothing is scanned before it is. */
    static final OwnFailure NOT_PUBLISHED = new OwnFailure("not-published", Optional.of(Duration.ofSeconds(2)));

    /** A backfill came to its end, but the API told no time: it proved nothing, and has to be done again. */
    static final OwnFailure NO_API_TIME = new OwnFailure("no-api-time", Optional.empty());

    /** The ledger could not tell where to begin: a fault of this program. */
    static final OwnFailure NOT_BEGUN = new OwnFailure("not-begun", Optional.empty());

    @Override
    public Remedy remedy() {
        return Remedy.RETRY;
    }
}
