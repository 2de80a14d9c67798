package io.vaultmedia.shard;

import io.vaultmedia.shard.ModelHistory.Step;
import io.vaultmedia.shard.ModelHistory.When;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happens to the vault behind a {@link ModelApi}. Not thread safe. */
final class ModelVault {

    private static final long OVERLAP = Duration.ofMinutes(10).toMillis();
    private static final List<Duration> CLOCK_STEPS = List.of(
            Duration.ofMillis(1),
            Duration.ofMillis(999),
            Duration.ofSeconds(30),
            Duration.ofMinutes(6),
            Duration.ofMinutes(11),
            Duration.ofHours(25),
            Duration.ofHours(25),
            Duration.ofSeconds(-20),
            Duration.ofHours(-2),
            Duration.ofDays(-3));

    private static final int FORWARD_STEPS = 7;

    private final ModelApi api;
    private final List<Duration> clockSteps;
    private final Set<String> punctual = new HashSet<>();
    private long last;

    /**
     * A vault as it is now.
     *
     * @param clockGoesBack whether the API's clock does that, too
     */
    ModelVault(ModelApi api, boolean clockGoesBack) {
        this.api = api;
        this.clockSteps = clockGoesBack ? CLOCK_STEPS : CLOCK_STEPS.subList(0, FORWARD_STEPS);
        this.last = api.now();
    }

    /** What was stored no later than the overlap allows, and not in the future. */
    Set<String> punctual() {
        return punctual;
    }

    /** Does what the step says, a moment after the last; false where it says nothing about the vault. */
    boolean apply(Step step) {
        api.advance(step.which() % 3 * 300L);
        switch (step.kind()) {
            case CLOCK ->
                api.advance(clockSteps.get(step.which() % clockSteps.size()).toMillis());
            case ADD -> api.add(step.which() % (api.size() + 1), "full");
            case ADD_STORED -> {
                int place = step.which() % (api.size() + 1);
                api.add(place, "full");
                store(place, "full", step.when());
            }
            case STORE, UNSTORE, REMOVE -> change(step);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void change(Step step) {
        if (api.size() == 0) {
            return;
        }
        int place = step.which() % api.size();
        String label = step.which() / api.size() % 3 == 0 ? "thumb" : "full";
        switch (step.kind()) {
            case STORE -> store(place, label, step.when());
            case UNSTORE -> api.unstore(place, label);
            default -> api.remove(place);
        }
    }

    private void store(int place, String label, When when) {
        long at = at(when);
        String name = api.store(place, label, at);
        last = at;
        if (at <= api.now() && at >= api.now() - OVERLAP) {
            punctual.add(name);
        }
    }

    private long at(When when) {
        return switch (when) {
            case NOW -> api.now();
            case TIE -> last;
            case LATE_WITHIN_OVERLAP -> api.now() - OVERLAP;
            case LATE_BEYOND_OVERLAP -> api.now() - 3 * OVERLAP;
            case FUTURE -> api.now() + 3 * OVERLAP;
        };
    }
}
