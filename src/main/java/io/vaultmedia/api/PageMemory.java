package io.vaultmedia.api;

import io.vaultmedia.api.ApiException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of all pages in flight, from the response to the commit, by the bytes of their JSON. A page takes several
 * times its bytes: its buffer, its items, its records. So the bound is a small share of the heap. While it is used up, no
 * further page is requested. A page that turns out to be large waits until there is room for the largest page; one at a time
 * may always proceed. Thread safe.
 */
final class PageMemory {

    /** Measured with pages near the maximum of 16 MB: each takes up to four times its bytes at its peak. */
    private static final int PART_OF_HEAP = 12;

    /** Shorter than the deadline of a request, which waits meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final long capacity;
    private long used;
    private int waiting;

    PageMemory(long capacity) {
        this.capacity = capacity;
    }

    /** Returns the memory of a JVM with the present maximum of its heap. */
    static PageMemory ofHeap() {
        return new PageMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** The bytes of one page, which are released once. */
    final class Reservation {
        private long bytes;

        /** Waits until there is room for this number of bytes. Throws ApiException if that lasts too long. */
        void awaitRoomFor(int wanted) throws ApiException {
            if (wanted <= bytes) {
                return;
            }
            try {
                bytes += take(wanted - bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiException(Kind.TIMEOUT, "reading the page was interrupted");
            }
        }

        /** Reserves exactly this number of bytes, whether there is room or not. */
        void become(int size) {
            synchronized (PageMemory.this) {
                used += size - bytes;
                bytes = size;
                PageMemory.this.notifyAll();
            }
        }

        /** Releases the bytes; a second call does nothing. */
        void release() {
            become(0);
        }
    }

    private synchronized long take(long wanted) throws InterruptedException, ApiException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        waiting++;
        try {
            while (used > 0 && used + wanted > capacity) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw ApiException.withAdvice(
                            Kind.TOO_LARGE,
                            "the page is large, and other pages in flight left no room for it within "
                                    + PATIENCE.toSeconds() + " s",
                            "give the process more memory (-Xmx), or lower vault.page.limit or vault.poll.workers");
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } finally {
            waiting--;
            notifyAll();
        }
        used += wanted;
        return wanted;
    }

    /**
     * Waits for room for a further page, up to this time. Returns true if there is room. While a large page waits, the others
     * leave it half of the memory, so that it gets its turn.
     */
    synchronized boolean awaitRoom(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (used >= (waiting > 0 ? capacity / 2 : capacity)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    synchronized long used() {
        return used;
    }
}
