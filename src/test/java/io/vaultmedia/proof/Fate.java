package io.vaultmedia.proof;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What becomes of a message. Thread safe. */
final class Fate {

    private static final byte[] NOTHING = {};

    static final Fate PASS = new Fate(new CountDownLatch(0), bytes -> bytes, false);

    /** It is lost; the connection stays open, so that the client waits until its patience ends. */
    static final Fate LOST = new Fate(new CountDownLatch(0), bytes -> NOTHING, false);

    /** The connection breaks before the message has passed. */
    static final Fate CUT = new Fate(new CountDownLatch(0), bytes -> NOTHING, true);

    private static final long LONGEST_SECONDS = 120;

    private final CountDownLatch released;
    private final UnaryOperator<byte[]> arriving;
    private final boolean cut;
    private final CountDownLatch met = new CountDownLatch(1);

    private Fate(CountDownLatch released, UnaryOperator<byte[]> arriving, boolean cut) {
        this.released = released;
        this.arriving = arriving;
        this.cut = cut;
    }

    /** The message, and what follows it on its connection, waits until it is released; it arrives even if its sender has gone. */
    static Fate held() {
        return new Fate(new CountDownLatch(1), bytes -> bytes, false);
    }

    /** Another message arrives in its place. */
    static Fate replaced(UnaryOperator<byte[]> replacement) {
        return new Fate(new CountDownLatch(0), replacement, false);
    }

    void release() {
        released.countDown();
    }

    /** Returns true if a message has met this fate. */
    boolean isMet() {
        return met.getCount() == 0;
    }

    /** Returns what arrives of these bytes; nothing if the message is lost. */
    byte[] arriving(byte[] bytes) {
        return arriving.apply(bytes);
    }

    boolean isCut() {
        return cut;
    }

    void awaitRelease() throws IOException {
        met.countDown();
        try {
            if (!released.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a held message was not released");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a message was held");
        }
    }
}
