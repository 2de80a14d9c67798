package io.vaultmedia.kafka;

import java.util.Optional;

/**
 * How replicas share the shards.
 *
 * @param id the consumer group, and the prefix of the transactional ids
 * @param instanceId this replica's own name, under which it keeps its shards over a restart; empty if other replicas take its shards at a stop
 */
public record GroupSettings(String id, Optional<String> instanceId) {}
