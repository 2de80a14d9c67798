package io.vaultmedia.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What one thread waits for, and another one comes to know: whether Kafka has committed. Thread safe. */
public final class Commit {

    /** Of nothing: nobody has to wait for it. */
    static final Commit NONE = new Commit();

    static {
        NONE.succeeded();
    }

    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    /** What a page waits for; of no page, nothing. */
    public static Commit of(PageTransaction page) {
        return page == null ? NONE : page.commit();
    }

    void succeeded() {
        outcome.complete(null);
    }

    /** It has not, or nobody knows. */
    public void failed(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    /** Returns once it is known, whatever it is. */
    public void awaitOutcome() {
        outcome.exceptionally(reason -> null).join();
    }

    /** Returns once Kafka has; throws the reason where it has not. */
    public void await() throws Exception {
        try {
            outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception reason ? reason : e;
        }
    }
}
