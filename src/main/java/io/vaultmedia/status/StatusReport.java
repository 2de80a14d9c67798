package io.vaultmedia.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * The status of this replica, as JSON has it; docs/status.md describes each field. Times are ISO-8601 instants. Contains no
 * API key and no connection id: a connection has its alias, or else a fingerprint of its id. Immutable.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusReport(
        String version,
        String now,
        String startedAt,
        String trouble,
        String connectionsProblem,
        Shards shards,
        List<Replica> replicas,
        Map<String, Integer> states,
        long variantsPerMinute,
        List<Connection> connections) {

    /** The shards of this replica. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shards(int count, List<Integer> open, List<Integer> opening, long entries) {}

    /** A replica, and the shards that the consumer group assigns to it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Replica(String name, String host, List<Integer> shards, boolean self) {}

    /** A connection. What is unknown is null. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Connection(
            String connection,
            String state,
            int shard,
            String since,
            String why,
            String todo,
            int failures,
            String verifiedUpTo,
            Double freshnessSeconds,
            LastScan lastScan,
            Running running,
            String sweptAt,
            long perMinute,
            Integer entries,
            String history) {}

    /** The last scan that ended. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LastScan(String kind, String outcome, String endedAt, long published) {}

    /** A scan that runs, or has paused between two of its turns. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Running(String kind, int pages, long variants, Double share) {}

    /** True if somebody should look: this replica is not ready, or a connection fails. */
    public boolean isInTrouble() {
        return trouble != null
                || states.containsKey(DisplayState.REFUSED.label())
                || states.containsKey(DisplayState.FAILING.label());
    }
}
