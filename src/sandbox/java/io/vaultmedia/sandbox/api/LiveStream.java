package io.vaultmedia.sandbox.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * Simulates live traffic: items appear in one of the vaults, their variants move to {@code storing} and {@code stored}
 * within about a second, and later a few are stored again or removed. Only items that have been unchanged for a while
 * are changed, and only if the caller permits it: a variant that was never at rest long enough to be seen cannot be
 * missed.
 *
 * <p>The same seed makes the same stream, except for the clock. Thread safe.
 */
public final class LiveStream implements AutoCloseable {
    private static final int TICK_MILLIS = 20;
    private static final double TOUCHED_AGAIN = 0.1;

    private final List<Vault> vaults;
    private final double itemsPerSecond;
    private final long restMillis;
    private final BiPredicate<Vault, VaultItem> mayTouch;
    private final Random random;
    private final Queue<Step> steps = new PriorityQueue<>(Comparator.comparingLong(Step::atMillis));
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "live-stream");
        thread.setDaemon(true);
        return thread;
    });
    private double nextArrival;
    private long added;

    LiveStream(
            List<Vault> vaults,
            double itemsPerSecond,
            Duration rest,
            BiPredicate<Vault, VaultItem> mayTouch,
            long seed) {
        this.vaults = List.copyOf(vaults);
        this.itemsPerSecond = itemsPerSecond;
        this.restMillis = rest.toMillis();
        this.mayTouch = mayTouch;
        this.random = new Random(seed);
        this.nextArrival = pause();
    }

    /**
     * Starts a stream that runs until it is closed.
     *
     * @param itemsPerSecond over all vaults together, on average; above 0
     * @param rest how long an item stays unchanged before it may be stored again or removed
     * @param mayTouch whether an item may be changed now; if not, it is tried again a second later
     */
    public static LiveStream start(
            List<Vault> vaults,
            double itemsPerSecond,
            Duration rest,
            BiPredicate<Vault, VaultItem> mayTouch,
            long seed) {
        LiveStream stream = new LiveStream(vaults, itemsPerSecond, rest, mayTouch, seed);
        long start = System.nanoTime();
        var unused = stream.ticks.scheduleAtFixedRate(
                () -> stream.advanceTo((System.nanoTime() - start) / 1_000_000), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return stream;
    }

    /** Returns how many items it has added. */
    public synchronized long added() {
        return added;
    }

    /** Stops the stream. Nothing changes after this returns; variants that were not stored stay as they are. */
    @Override
    public void close() {
        ticks.shutdownNow();
        synchronized (this) {
            steps.clear();
            nextArrival = Double.POSITIVE_INFINITY;
        }
    }

    /** Runs all events up to this time after the start. */
    synchronized void advanceTo(long millis) {
        while (nextArrival <= millis) {
            arrive((long) nextArrival);
            nextArrival += pause();
        }
        while (!steps.isEmpty() && steps.peek().atMillis() <= millis) {
            steps.remove().change().run();
        }
    }

    private void arrive(long now) {
        Vault vault = vaults.get(random.nextInt(vaults.size()));
        MediaType type = type();
        List<String> labels = type == MediaType.VIDEO ? List.of("720", "thumb") : List.of("full", "thumb");
        String id = vault.observe(type, labels.toArray(String[]::new)).id();
        added++;
        long done = now;
        for (String label : labels) {
            long storing = now + between(20, 200);
            long stored = storing + between(50, 800);
            plan(storing, () -> vault.storing(id, label));
            plan(stored, () -> vault.store(id, label));
            done = Math.max(done, stored);
        }
        if (random.nextDouble() < TOUCHED_AGAIN) {
            planTouch(done + restMillis + between(0, 2000), vault, id, touch(vault, id, labels.get(0)));
        }
    }

    /** Of four items, two are stored again, one loses a variant, one is removed. */
    private Runnable touch(Vault vault, String id, String label) {
        return switch (random.nextInt(4)) {
            case 0 -> () -> vault.remove(id, label);
            case 1 -> () -> vault.removeItem(id);
            default -> () -> vault.store(id, label);
        };
    }

    private void planTouch(long atMillis, Vault vault, String id, Runnable touch) {
        plan(atMillis, () -> {
            if (mayTouch.test(vault, vault.item(id).orElseThrow())) {
                touch.run();
            } else {
                planTouch(atMillis + 1000, vault, id, touch);
            }
        });
    }

    private MediaType type() {
        int dice = random.nextInt(10);
        return dice < 6 ? MediaType.IMAGE : dice < 9 ? MediaType.VIDEO : MediaType.AUDIO;
    }

    private void plan(long atMillis, Runnable change) {
        steps.add(new Step(atMillis, change));
    }

    private long between(int least, int most) {
        return (long) least + random.nextInt(most - least + 1);
    }

    /**
     * Returns the pause before the next arrival, in milliseconds. It is exponential, because arrivals are independent.
     */
    private double pause() {
        return -Math.log(1 - random.nextDouble()) * 1000 / itemsPerSecond;
    }

    private record Step(long atMillis, Runnable change) {}
}
