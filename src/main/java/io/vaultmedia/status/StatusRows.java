package io.vaultmedia.status;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.schedule.ConnectionStatus;
import io.vaultmedia.shard.ShardStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes one row a connection. */
record StatusRows(ScanHistory history, Replica replica, Instant now) {

    /** A row, and what it is sorted by. */
    record Row(DisplayState state, StatusReport.Connection json) {}

    /**
     * Returns the row of a connection.
     *
     * @param status null if another replica polls it
     */
    Row row(Connection connection, ConnectionStatus status, List<ShardStatus> shards) {
        int shard = connection.shard(shards.size());
        if (status == null) {
            return new Row(DisplayState.ELSEWHERE, elsewhere(connection, shard));
        }
        DisplayState state = DisplayState.of(status, shards.get(shard).open());
        return new Row(state, ours(status, state, shards.get(shard)));
    }

    private static StatusReport.Connection elsewhere(Connection connection, int shard) {
        return new StatusReport.Connection(
                connection.label(),
                DisplayState.ELSEWHERE.label(),
                shard,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                "");
    }

    private StatusReport.Connection ours(ConnectionStatus status, DisplayState state, ShardStatus shard) {
        RecentScans recent = history.of(status.connection());
        Optional<ConnectionLedger> ledger = replica.ledgerOf(status.connection());
        Optional<String> todo = todo(status);
        return new StatusReport.Connection(
                status.connection().label(),
                state.label(),
                shard.number(),
                text(since(state, recent, status.scan(), shard)),
                todo.map(advice -> why(status, recent, advice)).orElseGet(() -> whyPaused(status)),
                todo.orElseGet(() -> status.isToBePaused() ? Advice.toResume(status.isPausedByFile()) : null),
                status.failures(),
                text(verifiedUpTo(status)),
                recent.freshnessSeconds(),
                recent.last(),
                running(status.scan()),
                text(ledger.map(ConnectionLedger::state).map(ScanState::sweptAt).orElse(null)),
                recent.perMinute(),
                ledger.map(ConnectionLedger::size).orElse(null),
                recent.history());
    }

    private Instant since(DisplayState state, RecentScans recent, Scan scan, ShardStatus shard) {
        return switch (state) {
            case REFUSED, FAILING -> recent.failingSince();
            case BACKFILL, SWEEP -> now.minus(scan.tally().age());
            case OK -> recent.okSince();
            case PAUSED -> recent.pausedSince();
            case OPENING, WAITING -> later(shard.since(), recent.knownSince());
            case ELSEWHERE -> null;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What is wanted of a paused connection says more than how its last scan ended. */
    private static Optional<String> todo(ConnectionStatus status) {
        if (status.isPausedByFile()) {
            return Optional.of("to poll it again, remove its pause from the connections file");
        }
        return status.isPausedBySignal()
                ? Optional.of("to poll it again, send the signal resume")
                : Optional.ofNullable(status.outcome()).map(Advice::of);
    }

    private static String why(ConnectionStatus status, RecentScans recent, String advice) {
        if (status.isToBePaused()) {
            return "paused " + status.pausedBy();
        }
        return recent.reason() == null ? status.outcome() : Advice.fact(recent.reason(), advice);
    }

    private static String whyPaused(ConnectionStatus status) {
        return status.isToBePaused() ? "paused " + status.pausedBy() : null;
    }

    private static Instant verifiedUpTo(ConnectionStatus status) {
        return Instant.EPOCH.equals(status.verifiedUpTo()) ? null : status.verifiedUpTo();
    }

    private static StatusReport.Running running(Scan scan) {
        if (scan == null) {
            return null;
        }
        return new StatusReport.Running(
                scan.plan().kind().label(),
                scan.tally().pages(),
                scan.tally().listed(),
                scan.share().isPresent() ? scan.share().getAsDouble() : null);
    }

    private static String text(Instant time) {
        return Objects.toString(time, null);
    }
}
