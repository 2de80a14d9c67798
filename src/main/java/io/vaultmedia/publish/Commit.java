package io.vaultmedia.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The outcome of a page's commit: one thread reports it, others wait for it. Thread safe. */
public final class Commit {

    private static final Commit NONE = new Commit();

    static {
        NONE.succeeded();
    }

    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    /** Returns the page's commit; for null, one that has succeeded. */
    public static Commit of(PageTransaction page) {
        return page == null ? NONE : page.commit();
    }

    /** Runs the action once the outcome is known. */
    void whenKnown(Runnable action) {
        CompletableFuture<Void> unused = outcome.whenComplete((nothing, reason) -> action.run());
    }

    void succeeded() {
        outcome.complete(null);
    }

    /** Reports that Kafka has not committed, or that nobody knows whether it has. */
    public void failed(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    /** Returns once the outcome is known, whether good or bad. */
    public void awaitOutcome() {
        outcome.exceptionally(reason -> null).join();
    }

    /** Returns once Kafka has committed; throws the reason if it has not. */
    public void await() throws Exception {
        try {
            outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception reason ? reason : e;
        }
    }
}
