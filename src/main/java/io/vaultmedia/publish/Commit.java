package io.vaultmedia.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /** Returns true if Kafka has committed. */
    boolean hasSucceeded() {
        return outcome.isDone() && !outcome.isCompletedExceptionally();
    }

    void succeeded() {
        outcome.complete(null);
    }

    /** Reports that Kafka has not committed, or that nobody knows whether it has. */
    public void failed(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    /**
     * Returns once the outcome is known, whether good or bad. If that takes longer than this, it is taken for unknown: nobody
     * can say any more whether Kafka has committed.
     *
     * @return false if nobody has reported the outcome in time
     */
    public boolean awaitOutcome(Duration longest) {
        CompletableFuture<Void> ended = outcome.exceptionally(reason -> null);
        try {
            ended.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a failure counts as an outcome", e);
        }
    }

    /** Returns once Kafka has committed; throws the reason if it has not. Has no bound: see {@link #awaitOutcome}. */
    public void await() throws Exception {
        try {
            outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception reason ? reason : e;
        }
    }
}
