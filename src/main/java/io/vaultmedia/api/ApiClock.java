package io.vaultmedia.api;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Judges the times that the API's answers tell: they are the only ones that anything is concluded from. A time that does
 * not fit the one before it, and what has passed since, is not believed; the next one is, if it fits that: so a lasting
 * change costs one answer. One instance for the whole API. Thread safe.
 */
final class ApiClock {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Why a time is of no use. */
    enum Problem {
        MISSING("pages do not tell the API's time: the Date header is missing"),
        UNPARSEABLE("pages do not tell the API's time: the Date header is not a date"),
        JUMPED("the API's time jumped by more than " + TOLERANCE.toMinutes() + " min");

        private final String fact;

        Problem(String fact) {
            this.fact = fact;
        }

        /** What is the matter, in words. */
        String fact() {
            return fact;
        }

        /** The problem as metric labels spell it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What there is to a time.
     *
     * @param time null where nothing may be concluded
     * @param problem null where there is none
     * @param news true where there was no such problem since the last time that was of use
     */
    record Reading(Instant time, Problem problem, boolean news) {}

    private final LongSupplier nanoTime;
    private final Set<Problem> known = EnumSet.noneOf(Problem.class);
    private Instant last;
    private long lastNanos;

    /** A clock that has been told nothing yet. */
    ApiClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Judges the time that this answer, which is a page, was given at. */
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
