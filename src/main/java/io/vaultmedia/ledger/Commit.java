package io.vaultmedia.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What one thread waits for, and another one comes to know: whether Kafka has committed. Thread safe. */
final class Commit {

    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    void succeeded() {
        outcome.complete(null);
    }

    /** It has not, or nobody knows. */
    void failed(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    boolean isPending() {
        return !outcome.isDone();
    }

    /** Returns once Kafka has; throws the reason where it has not. */
    void await() throws Exception {
        try {
            outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception reason ? reason : e;
        }
    }
}
