package io.vaultmedia.interleaving;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many interleavings of a scenario, one after the other, each by a seed of its own. The scenario is a {@code Runnable} that
 * begins in a fresh state, starts its threads by {@link Interleaving#start}, and asserts. It may choose what happens by
 * {@link Interleaving#choose}.
 */
public final class Interleavings {

    private final String scenario;
    private final Set<String> shared;

    private Interleavings(String scenario, Set<String> shared) {
        this.scenario = scenario;
        this.shared = shared;
    }

    /**
     * Interleavings of a scenario.
     *
     * @param shared the classes whose objects threads share: between their steps another thread may run
     */
    public static Interleavings of(Class<? extends Runnable> scenario, Class<?>... shared) {
        return new Interleavings(
                scenario.getName(), Stream.of(shared).map(Class::getName).collect(Collectors.toSet()));
    }

    /**
     * Runs this number of interleavings, or as many as this time allows; {@code -Dinterleavings.seconds=} allows another
     * time and any number of them, {@code -Dinterleavings.seed=} begins with another seed. Throws an AssertionError with the seed
     * and the steps of the first that fails.
     */
    public void explore(int count, Duration time) {
        Integer seconds = Integer.getInteger("interleavings.seconds");
        long most = seconds == null ? count : Long.MAX_VALUE;
        long end = System.nanoTime() + (seconds == null ? time : Duration.ofSeconds(seconds)).toNanos();
        long first = Long.getLong("interleavings.seed", 1);
        Class<?> woven = woven();
        long seed = first;
        for (; seed - first < most && System.nanoTime() < end; seed++) {
            try {
                run(woven, seed, false);
            } catch (AssertionError e) {
                throw explained(woven, seed);
            }
        }
        System.out.printf("%s: seeds %,d to %,d%n", scenario, first, seed - 1);
    }

    /** The same seed once more, for its steps. */
    private AssertionError explained(Class<?> woven, long seed) {
        String where = scenario + ", -Dinterleavings.seed=" + seed + ": ";
        try {
            run(woven, seed, true);
            return new AssertionError(where + "failed once, but not again: the scenario depends on more than its seed");
        } catch (AssertionError e) {
            return new AssertionError(where + e.getMessage(), e);
        }
    }

    private Class<?> woven() {
        try {
            return new Woven(shared).loadClass(scenario);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void run(Class<?> woven, long seed, boolean traces) {
        Hooks.reset();
        new Interleaving(seed, traces).run(() -> {
            try {
                var constructor = woven.getDeclaredConstructor();
                constructor.setAccessible(true);
                ((Runnable) constructor.newInstance()).run();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
