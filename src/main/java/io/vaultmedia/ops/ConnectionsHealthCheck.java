package io.vaultmedia.ops;

import io.vaultmedia.schedule.ConnectionTrouble;
import io.vaultmedia.schedule.Schedule;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Names the connections that failed three times in a row, or that the API refuses. That alone makes nobody unready: the
 * others go on. Where the API refuses all of them, it is the key that is at fault.
 */
public final class ConnectionsHealthCheck extends AbstractHealthCheck {

    /** What a 401 is called, wherever it is counted. */
    private static final String UNAUTHORIZED = "unauthorized";

    /** Health answers have to stay readable. */
    private static final int MOST_NAMED = 20;

    private final Schedule schedule;

    public ConnectionsHealthCheck(Schedule schedule) {
        super("vault", "vault-connections");
        this.schedule = schedule;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<ConnectionTrouble> troubles = schedule.troubles();
        builder.detail("connections.count", schedule.size()).detail("connections.in-trouble", troubles.size());
        troubles.stream()
                .limit(MOST_NAMED)
                .forEach(t -> builder.detail(t.connection().label(), text(t)));
        boolean refused = !troubles.isEmpty()
                && troubles.size() == schedule.size()
                && troubles.stream().allMatch(t -> t.outcome().equals(UNAUTHORIZED));
        if (refused) {
            builder.message("the API refuses the key for every connection: check vault.api.key, and that it has the "
                            + "ACCOUNT scope")
                    .down();
        } else {
            builder.up();
        }
    }

    private static String text(ConnectionTrouble trouble) {
        return trouble.outcome() + ", " + trouble.failures() + " in a row"
                + (trouble.suspended() ? ", suspended: tried again rarely" : "");
    }
}
