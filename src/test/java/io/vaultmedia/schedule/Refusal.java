package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.Optional;

final class Refusal extends Exception implements Failure {

    private final Remedy remedy;
    private final Duration retryAfter;

    Refusal(Remedy remedy, Duration retryAfter) {
        super("no");
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    @Override
    public String outcome() {
        return "refused";
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
