package io.vaultmedia.interleaving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * One interleaving of some threads, chosen by a seed. A single thread runs at a time: the one of the highest rank that can.
 * At a {@link #point}, which {@link Woven} weaves into the code, its rank may become the lowest. A small number of such changes
 * finds most faults (Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", 2010).
 * Time is simulated: it goes on when no thread can.
 */
public final class Interleaving {

    /** If nothing but the end of a longer wait gets the threads going, they stand still. */
    static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** Else a loop that never ends would never be reported. */
    private static final int MOST_POINTS = 200_000;

    private static final ThreadLocal<Task> MINE = new ThreadLocal<>();

    private final List<Task> tasks = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final Semaphore end = new Semaphore(0);
    private final SplittableRandom random;
    private final double switches;
    private final boolean traces;
    private long nanoTime = Duration.ofHours(1).toNanos();
    private int points;
    private int held;
    private int lowest = Integer.MIN_VALUE / 2;
    private Throwable failure;

    /** What one of the threads waits for. */
    private final class Task {
        private final Semaphore go = new Semaphore(0);
        private final String name;
        private BooleanSupplier ready = () -> true;
        private long deadline = Long.MAX_VALUE;
        private int rank = random.nextInt(1_000_000);
        private boolean ended;

        private Task(String name) {
            this.name = name;
        }

        private Interleaving of() {
            return Interleaving.this;
        }

        private boolean canRun() {
            return !ended && (ready.getAsBoolean() || deadline <= nanoTime);
        }
    }

    /** Ends a thread of an interleaving that has failed. */
    private static final class Aborted extends Error {
        private static final long serialVersionUID = 1;
    }

    Interleaving(long seed, boolean traces) {
        this.random = new SplittableRandom(seed);
        this.switches = List.of(0.01, 0.03, 0.1, 0.3).get(random.nextInt(4));
        this.traces = traces;
    }

    /** Runs this, and all threads that it starts, to their ends. Throws what one of them has thrown, or that they stand still. */
    void run(Runnable first) {
        Task task = begin("main", first);
        task.go.release();
        end.acquireUninterruptibly();
        if (failure != null) {
            throw new AssertionError(failure + String.join("", trace), failure);
        }
    }

    /** Starts another thread; may be called by the threads of an interleaving only. */
    public static void start(String name, Runnable work) {
        MINE.get().of().begin(name, work);
        point("start " + name);
    }

    /** Returns a number below the bound that depends on the seed. */
    public static int choose(int bound) {
        return MINE.get().of().random.nextInt(bound);
    }

    /** Waits until all other threads of this interleaving have ended. */
    public static void joinAll() {
        Task mine = MINE.get();
        await("join", () -> mine.of().tasks.stream().allMatch(task -> task == mine || task.ended), Long.MAX_VALUE);
    }

    private Task begin(String name, Runnable work) {
        Task task = new Task(name);
        tasks.add(task);
        Thread thread = new Thread(() -> run(task, work), name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private void run(Task task, Runnable work) {
        MINE.set(task);
        task.go.acquireUninterruptibly();
        try {
            work.run();
        } catch (Aborted e) {
            return;
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
        }
        task.ended = true;
        Task next = failure == null ? next(task, "end") : null;
        if (next == null) {
            end.release();
        } else {
            next.go.release();
        }
    }

    /** Another thread may run now. Threads that belong to no interleaving go on. */
    public static void point(String where) {
        await(where, () -> true, Long.MAX_VALUE);
    }

    /** A class begins to be initialized: until it {@link #hasInitialized}, the JVM would block any other thread that uses it. */
    public static void initializes() {
        Task task = MINE.get();
        if (task != null) {
            task.of().held++;
        }
    }

    /** The class is initialized. */
    public static void hasInitialized() {
        Task task = MINE.get();
        if (task != null) {
            task.of().held--;
        }
    }

    /** Waits until this is true, or until the deadline; returns whether it is true. */
    static boolean await(String where, BooleanSupplier ready, long deadline) {
        Task task = MINE.get();
        if (task == null || task.of().held > 0) {
            return ready.getAsBoolean();
        }
        task.ready = ready;
        task.deadline = deadline;
        task.of().pass(task, where);
        boolean isReady = ready.getAsBoolean();
        task.ready = () -> true;
        return isReady;
    }

    private void pass(Task task, String where) {
        if (failure != null) {
            throw new Aborted();
        }
        nanoTime += 1_000;
        Task next = next(task, where);
        if (next != task && next != null) {
            next.go.release();
            task.go.acquireUninterruptibly();
        }
        if (failure != null) {
            end.release();
            throw new Aborted();
        }
    }

    /** Chooses who runs now; null if all have ended, or if nobody can. */
    private Task next(Task present, String where) {
        if (traces) {
            trace.add("\n" + present.name + " " + where);
        }
        if (++points > MOST_POINTS) {
            failure = new AssertionError("a loop without an end");
            return null;
        }
        List<Task> ready = tasks.stream().filter(Task::canRun).toList();
        if (ready.isEmpty() || random.nextInt(50) == 0) {
            passTime(ready.isEmpty());
            ready = tasks.stream().filter(Task::canRun).toList();
        }
        if (random.nextDouble() < switches) {
            present.rank = --lowest;
        }
        return ready.stream().max(Comparator.comparingInt(task -> task.rank)).orElse(null);
    }

    /** Time goes on to the end of the next wait, if it is a short one. */
    private void passTime(boolean nobodyCanRun) {
        long next = tasks.stream()
                .filter(task -> !task.ended && task.deadline > nanoTime)
                .mapToLong(task -> task.deadline)
                .min()
                .orElse(Long.MAX_VALUE);
        if (next - nanoTime <= STANDSTILL.toNanos()) {
            nanoTime = next;
        } else if (nobodyCanRun && tasks.stream().anyMatch(task -> !task.ended)) {
            failure = new AssertionError("all threads stand still: "
                    + tasks.stream()
                            .filter(task -> !task.ended)
                            .map(task -> task.name)
                            .toList());
        }
    }

    /** The simulated time. */
    static long time() {
        Task task = MINE.get();
        return task == null ? System.nanoTime() : task.of().nanoTime;
    }
}
