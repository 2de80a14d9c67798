package io.vaultmedia.kafka;

import java.util.Optional;

/**
 * On which settings of a topic it depends whether a record that Kafka has acknowledged survives the loss of a broker. Immutable.
 *
 * @param replicas of the partition that has the fewest
 * @param minInsync how many of them must have a record before it is acknowledged
 * @param unclean whether a replica that lacks acknowledged records may become the leader
 */
public record Durability(int replicas, int minInsync, boolean unclean) {

    /** Returns the setting with which the loss of one broker can lose acknowledged records; empty if there is none. */
    public Optional<String> weakness() {
        if (replicas < 2) {
            return Optional.of("replication factor " + replicas);
        }
        if (unclean) {
            return Optional.of("unclean.leader.election.enable=true");
        }
        return minInsync < 2 ? Optional.of("min.insync.replicas=" + minInsync) : Optional.empty();
    }
}
