package io.vaultmedia.interleaving;

import java.util.IdentityHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** What {@link Woven} code calls in place of what would block a thread, or tell the time. Monitors are simulated, too. */
public final class Hooks {

    private static final ThreadLocal<Object> ME = ThreadLocal.withInitial(Object::new);
    private static final IdentityHashMap<Object, Monitor> MONITORS = new IdentityHashMap<>();

    private static final class Monitor {
        private Object owner;
        private int depth;
        private int notifications;
    }

    private Hooks() {}

    /** Forgets all monitors: an interleaving begins. */
    static void reset() {
        MONITORS.clear();
    }

    private static Monitor of(Object monitor) {
        return MONITORS.computeIfAbsent(monitor, any -> new Monitor());
    }

    public static void enter(Object lock) {
        Monitor monitor = of(lock);
        Object me = ME.get();
        Interleaving.await("enter", () -> monitor.owner == null || monitor.owner == me, Long.MAX_VALUE);
        monitor.owner = me;
        monitor.depth++;
    }

    public static void exit(Object lock) {
        Monitor monitor = of(lock);
        if (--monitor.depth == 0) {
            monitor.owner = null;
        }
    }

    public static void await(Object lock) {
        await(lock, Long.MAX_VALUE);
    }

    public static void await(Object lock, long millis) {
        awaitUntil(lock, deadline(TimeUnit.MILLISECONDS, millis));
    }

    public static void timedWait(TimeUnit unit, Object lock, long time) {
        awaitUntil(lock, deadline(unit, time));
    }

    private static void awaitUntil(Object lock, long deadline) {
        Monitor monitor = of(lock);
        int depth = monitor.depth;
        int before = monitor.notifications;
        monitor.depth = 0;
        monitor.owner = null;
        Interleaving.await("wait", () -> monitor.notifications != before, deadline);
        enter(lock);
        monitor.depth = depth;
    }

    public static void notifyAll(Object lock) {
        of(lock).notifications++;
    }

    public static void lock(ReentrantLock lock) {
        enter(lock);
    }

    public static void unlock(ReentrantLock lock) {
        exit(lock);
    }

    public static boolean tryLock(ReentrantLock lock, long time, TimeUnit unit) {
        Monitor monitor = of(lock);
        Object me = ME.get();
        boolean isFree =
                Interleaving.await("tryLock", () -> monitor.owner == null || monitor.owner == me, deadline(unit, time));
        if (isFree) {
            enter(lock);
        }
        return isFree;
    }

    public static boolean offer(BlockingQueue<Object> queue, Object element, long time, TimeUnit unit) {
        Interleaving.await("offer", () -> queue.remainingCapacity() > 0, deadline(unit, time));
        return queue.offer(element);
    }

    public static Object poll(BlockingQueue<?> queue, long time, TimeUnit unit) {
        Interleaving.await("poll", () -> !queue.isEmpty(), deadline(unit, time));
        return queue.poll();
    }

    public static Object get(CompletableFuture<?> future) throws InterruptedException, ExecutionException {
        Interleaving.await("get", future::isDone, Long.MAX_VALUE);
        return future.get();
    }

    public static Object get(CompletableFuture<?> future, long time, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!Interleaving.await("get", future::isDone, deadline(unit, time))) {
            throw new TimeoutException();
        }
        return future.get();
    }

    public static Object join(CompletableFuture<?> future) {
        Interleaving.await("join", future::isDone, Long.MAX_VALUE);
        return future.join();
    }

    public static long nanoTime() {
        return Interleaving.time();
    }

    private static long deadline(TimeUnit unit, long time) {
        long nanos = unit.toNanos(time);
        return nanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : Interleaving.time() + Math.max(0, nanos);
    }
}
