package io.vaultmedia.kafka;

import java.util.Optional;

/**
 * How replicas share the shards.
 *
 * @param id the consumer group, and the prefix of the transactional ids
 * @param instanceId this replica's own name, which keeps its shards for it over a restart; empty to give them away at a stop
 */
public record GroupSettings(String id, Optional<String> instanceId) {}
