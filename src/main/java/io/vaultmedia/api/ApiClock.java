package io.vaultmedia.api;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Checks the times of the API's answers: watermarks are derived from no other clock. A time is refused if it does not fit the
 * time before it and the interval since then. The next time is compared with the refused one, so a lasting change of the
 * API's clock costs one answer. One instance for the whole API. Thread safe.
 */
final class ApiClock {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Why a time cannot be used. */
    enum Problem {
        MISSING("pages do not tell the API's time: the Date header is missing"),
        UNPARSEABLE("pages do not tell the API's time: the Date header is not a date"),
        JUMPED("the API's time jumped by more than " + TOLERANCE.toMinutes() + " min");

        private final String fact;

        Problem(String fact) {
            this.fact = fact;
        }

        /** Returns the problem in words. */
        String fact() {
            return fact;
        }

        /** Returns the problem as metric labels spell it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A time that was checked.
     *
     * @param time null if nothing may be derived from it
     * @param problem null if there is none
     * @param news true if this problem is the first of its kind since the last usable time
     */
    record Reading(Instant time, Problem problem, boolean news) {}

    private final LongSupplier nanoTime;
    private final Set<Problem> known = EnumSet.noneOf(Problem.class);
    private Instant last;
    private long lastNanos;

    /** Creates a clock that has checked no time yet. */
    ApiClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Checks the time of this answer, which must be a page. */
    synchronized Reading read(ApiAnswer answer) {
        Problem problem = problemOf(answer);
        if (problem == null) {
            known.clear();
            return new Reading(last, null, false);
        }
        return new Reading(null, problem, known.add(problem));
    }

    private Problem problemOf(ApiAnswer answer) {
        Instant time = answer.date();
        if (time == null) {
            return answer.header(ApiAnswer.DATE) == null ? Problem.MISSING : Problem.UNPARSEABLE;
        }
        long now = nanoTime.getAsLong();
        boolean fits = last == null || fits(time, last.plusNanos(now - lastNanos));
        last = time;
        lastNanos = now;
        return fits ? null : Problem.JUMPED;
    }

    private static boolean fits(Instant time, Instant expected) {
        return Duration.between(expected, time).abs().compareTo(TOLERANCE) <= 0;
    }
}
