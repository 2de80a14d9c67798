package io.vaultmedia.publish;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.Optional;

/** A shard is not open, or not any more in the state against which a page was prepared. Nothing was published. */
public final class ShardClosedException extends RuntimeException implements Failure {

    private static final Duration OPENING = Duration.ofSeconds(2);

    public ShardClosedException(String message) {
        super(message);
    }

    @Override
    public String outcome() {
        return "not-published";
    }

    @Override
    public Remedy remedy() {
        return Remedy.RETRY;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(OPENING);
    }
}
