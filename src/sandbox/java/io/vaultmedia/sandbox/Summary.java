package io.vaultmedia.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * The result of a run of the sandbox. Immutable.
 *
 * @param ran how long the product ran
 * @param published records that a read_committed consumer saw on the variant topics
 * @param distinct how many different variants they were of, by ce_id
 * @param lost variants that were stored and at rest, but never published
 * @param pending variants that were not published yet when somebody ended the run during the backfill
 * @param unexpected published variants that were never stored
 * @param requests requests to the API by status
 */
public record Summary(
        Duration ran,
        long published,
        long distinct,
        long lost,
        long pending,
        long unexpected,
        Map<Integer, Long> requests) {

    /** A run that was ended before the product was started. */
    static final Summary NOTHING = new Summary(Duration.ZERO, 0, 0, 0, 0, 0, Map.of());

    /** Copies the requests, so that they are immutable. */
    public Summary {
        requests = Map.copyOf(requests);
    }

    public long repeated() {
        return published - distinct;
    }

    /** Returns whether each stored variant was published once, and nothing else was. */
    public boolean isExactlyOnce() {
        return repeated() == 0 && lost == 0 && unexpected == 0;
    }
}
