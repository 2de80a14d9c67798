package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The two lanes of a connection, and what happens in one because of the other: no sweep is due until a scan for news has
 * completed, and a failed sweep delays scans for news only if these would fail as well. Guarded by the schedule's lock; times
 * in nanoseconds.
 */
final class Lanes {

    private final Lane news;
    private final Lane sweeps;

    /** Lanes of a connection whose first scan is due at this time. */
    Lanes(Turn turn, long first) {
        news = new Lane(turn, Lane.Kind.NEWS, first);
        sweeps = new Lane(turn, Lane.Kind.SWEEP, first);
        sweeps.close();
    }

    Lane news() {
        return news;
    }

    Lane sweeps() {
        return sweeps;
    }

    Lane of(Lane.Kind kind) {
        return kind == Lane.Kind.NEWS ? news : sweeps;
    }

    private Stream<Lane> both() {
        return Stream.of(news, sweeps);
    }

    /** Returns a scan that has paused, or null. */
    Scan paused() {
        return news.paused() != null ? news.paused() : sweeps.paused();
    }

    /** Hands over the scans that have paused, and forgets them. */
    void drop(Consumer<Scan> dropped) {
        both().filter(lane -> lane.paused() != null).forEach(lane -> {
            dropped.accept(lane.paused());
            lane.pause(null);
        });
    }

    void dueAtTheLatest(long time) {
        both().forEach(lane -> lane.dueAtTheLatest(time));
    }

    /** A scan for news has completed: the next one is due at this time, and sweeps may be due. */
    void newsCompleted(long next, long now) {
        news.succeeded();
        news.dueAt(next);
        sweeps.endSuspension();
        sweeps.dueAt(sweeps.paused() != null || sweeps.failures() > 0 ? sweeps.due() : now);
    }

    /** A sweep has completed: the next one, if there is one, is due at this time. */
    void sweepCompleted(long next) {
        sweeps.succeeded();
        sweeps.dueAt(next);
    }

    /** Counts a failure in a lane; returns how long the lane waits. */
    Duration fail(Lane.Kind kind, Failure failure, Backoff backoff, Duration interval, long now) {
        Lane lane = of(kind);
        lane.failed(failure);
        Duration wait = backoff.after(failure, lane.failures(), interval);
        lane.dueAt(now + wait.toNanos());
        if (lane == news) {
            sweeps.close();
        } else if (failure.concernsAllRequests()) {
            news.notDueBefore(lane.due());
        }
        return wait;
    }

    /** True if the API has refused the connection, in whichever lane. */
    boolean isSuspended() {
        return both().anyMatch(Lane::isSuspended);
    }

    /** Returns the lane whose failures say more: a refusal of the API does in any case. */
    Lane worse() {
        return both().filter(Lane::isSuspended).findFirst().orElse(sweeps.failures() > news.failures() ? sweeps : news);
    }

    /** True if there is something to {@link #forget}. */
    boolean knowSomething() {
        return both().anyMatch(lane -> lane.failures() > 0 || lane.paused() != null);
    }

    /** Forgets all failures; the next scan is for news, due at this time at the latest. */
    void forget(long next) {
        both().forEach(Lane::succeeded);
        sweeps.close();
        news.dueAtTheLatest(next);
    }
}
