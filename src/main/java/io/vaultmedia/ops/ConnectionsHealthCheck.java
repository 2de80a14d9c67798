package io.vaultmedia.ops;

import io.vaultmedia.config.Instance;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanTally;
import io.vaultmedia.schedule.ConnectionState;
import io.vaultmedia.schedule.ConnectionStatus;
import io.vaultmedia.schedule.Schedule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Names the connections of this replica that failed three times in a row, or that the API refuses, and reports how far
 * backfills are. A failing connection does not make the replica unready, because the others are polled. If the API refuses
 * all of them, the key is wrong, and the check is DOWN.
 */
public final class ConnectionsHealthCheck extends AbstractHealthCheck {

    /** The outcome of a 401. */
    private static final String UNAUTHORIZED = "unauthorized";

    /** A health response stays readable. */
    private static final int MOST_NAMED = 20;

    private final Schedule schedule;
    private final Connections connections;
    private final boolean isReadiness;

    public ConnectionsHealthCheck(Instance instance, Schedule schedule, Connections connections, boolean isReadiness) {
        super("vault", instance.id("vault-connections"));
        this.schedule = schedule;
        this.connections = connections;
        this.isReadiness = isReadiness;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return isReadiness;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<ConnectionStatus> all = schedule.status();
        List<ConnectionStatus> troubles =
                all.stream().filter(ConnectionStatus::isInTrouble).toList();
        builder.detail("connections.count", all.size()).detail("connections.in-trouble", troubles.size());
        troubles.stream().limit(MOST_NAMED).forEach(c -> builder.detail("trouble." + label(c), trouble(c)));
        if (!troubles.isEmpty()) {
            builder.message(summary(troubles));
        }
        all.stream()
                .filter(c -> c.scan() != null && c.scan().plan().kind().isBackfill())
                .limit(MOST_NAMED)
                .forEach(c -> builder.detail("backfill." + label(c), progress(c.scan())));
        all.stream()
                .filter(ConnectionStatus::isToBePaused)
                .limit(MOST_NAMED)
                .forEach(c -> builder.detail("paused." + label(c), c.pausedBy()));
        if (connections.problem() != null) {
            builder.detail("connections.edit-not-taken-over", connections.problem());
        }
        List<ConnectionStatus> polled =
                all.stream().filter(c -> c.state() != ConnectionState.PAUSED).toList();
        if (!polled.isEmpty() && polled.stream().allMatch(c -> UNAUTHORIZED.equals(c.outcome()))) {
            builder.message("the API refuses the key for every connection of this replica: check vault.api.key, and "
                            + "that it has the ACCOUNT scope")
                    .down();
        } else {
            builder.up();
        }
    }

    private static String label(ConnectionStatus c) {
        return c.connection().label();
    }

    /** Returns what is shown even if details are not. */
    private static String summary(List<ConnectionStatus> troubles) {
        String named = troubles.stream()
                .limit(MOST_NAMED)
                .map(c -> label(c) + ": " + trouble(c))
                .collect(Collectors.joining("; "));
        return troubles.size() > MOST_NAMED ? named + "; and " + (troubles.size() - MOST_NAMED) + " more" : named;
    }

    private static String trouble(ConnectionStatus c) {
        return c.outcome() + ", " + c.failures() + " in a row"
                + (c.state() == ConnectionState.SUSPENDED ? ", suspended: tried again rarely" : "");
    }

    private static String progress(Scan scan) {
        return scan.tally().pages() + " pages, " + scan.tally().listed() + " stored variants"
                + ScanTally.about(scan.share());
    }
}
