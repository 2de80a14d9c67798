package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.Optional;

final class Refusal extends Exception implements Failure {

    private final Remedy remedy;
    private final Duration retryAfter;
    private final String outcome;

    Refusal(Remedy remedy, Duration retryAfter) {
        this(remedy, retryAfter, "refused");
    }

    Refusal(Remedy remedy, Duration retryAfter, String outcome) {
        super("no");
        this.outcome = outcome;
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    @Override
    public String outcome() {
        return outcome;
    }

    @Override
    public Remedy remedy() {
        return remedy;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
