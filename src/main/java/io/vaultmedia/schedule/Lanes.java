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
    private final Interval interval;
    private boolean askedAgain;

    /** Lanes of a connection with this interval. */
    Lanes(Turn turn, Interval interval) {
        this.interval = interval;
        news = new Lane(turn, Lane.Kind.NEWS, interval.next());
        sweeps = new Lane(turn, Lane.Kind.SWEEP, interval.next());
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

    /** The interval becomes this long: the next scan is due as if it had always been so, but a failure's wait stays bounded. */
    void useInterval(Duration changed, long now) {
        boolean wasOnDemand = interval.isOnDemand();
        if (!interval.change(changed)) {
            return;
        }
        dueAtTheLatest(now + interval.longestNanos());
        if (interval.isStarted() && news.failures() == 0 && news.paused() == null) {
            news.dueAt(interval.next());
        }
        if (wasOnDemand) {
            news.dueAtTheLatest(now);
        }
    }

    /**
     * Makes a scan for news due now, even after a failure. If one is on its way, what was stored since it began may be behind
     * it: then another one follows.
     */
    void pollNow(boolean isRunning, long now) {
        askedAgain = isRunning || news.paused() != null;
        news.dueAtTheLatest(now);
    }

    /**
     * A sweep or a rewind was ordered: it is due at once, or as soon as a scan for news has completed. A sweep that nobody
     * ordered does not continue.
     */
    void rescan(Consumer<Scan> dropped, long now) {
        if (sweeps.paused() != null && sweeps.paused().plan().rescan() == null) {
            dropped.accept(sweeps.paused());
            sweeps.pause(null);
        }
        if (interval.isStarted() && news.failures() == 0) {
            sweeps.dueAt(now);
        }
    }

    /** A scan for news begins at its first page. */
    void newsBegun(long now) {
        interval.start(now);
        askedAgain = false;
    }

    /** A scan for news has completed: the next one is due after the interval, and sweeps may be due. */
    void newsCompleted(boolean hadNews, long now) {
        interval.scanned(hadNews);
        news.succeeded();
        news.dueAt(askedAgain ? now : interval.next());
        sweeps.endSuspension();
        sweeps.dueAt(sweeps.paused() != null || sweeps.failures() > 0 ? sweeps.due() : now);
    }

    /** A sweep has completed: the next one, if there is one, is due at this time. News that it found may not be the last. */
    void sweepCompleted(boolean hadNews, long next) {
        sweeps.succeeded();
        sweeps.dueAt(next);
        if (hadNews) {
            interval.scanned(true);
            news.dueAtTheLatest(interval.next());
        }
    }

    /** Counts a failure in a lane; returns how long the lane waits. */
    Duration fail(Lane.Kind kind, Failure failure, Backoff backoff, long now) {
        Lane lane = of(kind);
        lane.failed(failure);
        Duration wait = backoff.after(failure, lane.failures(), interval.retryFloor());
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

    /** Makes a suspended connection due now. */
    void retrySuspended(long now) {
        if (isSuspended()) {
            dueAtTheLatest(now);
        }
    }

    /** Returns the lane whose failures say more: a refusal of the API does in any case. */
    Lane worse() {
        return both().filter(Lane::isSuspended).findFirst().orElse(sweeps.failures() > news.failures() ? sweeps : news);
    }

    /** True if there is something to {@link #forget}. */
    boolean knowSomething() {
        return both().anyMatch(lane -> lane.failures() > 0 || lane.paused() != null);
    }

    /** Forgets all failures; the next scan is for news, due after the interval at the latest. */
    void forget() {
        interval.scanned(true);
        both().forEach(Lane::succeeded);
        sweeps.close();
        news.dueAtTheLatest(interval.next());
    }
}
