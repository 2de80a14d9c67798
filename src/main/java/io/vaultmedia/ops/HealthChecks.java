package io.vaultmedia.ops;

import io.vaultmedia.config.Instance;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.Shards;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/** Adds our checks to the health of a Camel context. */
public final class HealthChecks {

    private HealthChecks() {}

    /**
     * Adds all checks, if the context has health checks at all.
     *
     * @param instance gives the checks their names
     * @param areReadiness false if they are shown, but do not make the application unready
     */
    public static void register(
            CamelContext context,
            Instance instance,
            boolean areReadiness,
            Shards shards,
            Schedule schedule,
            Connections connections) {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(new ShardsHealthCheck(instance, shards, areReadiness));
            health.register(new ConnectionsHealthCheck(instance, schedule, connections, areReadiness));
        }
    }
}
