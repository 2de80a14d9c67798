package io.vaultmedia;

import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;

/** Awaits that nothing holds an object any more. */
public final class Released {

    private Released() {}

    /** Returns once the collector has taken the object. Fails if something keeps it. */
    public static void awaitThat(WeakReference<?> object) {
        await().until(() -> {
            System.gc();
            return object.refersTo(null);
        });
    }
}
