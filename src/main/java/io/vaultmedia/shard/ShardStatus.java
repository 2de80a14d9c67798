package io.vaultmedia.shard;

import java.time.Instant;

/**
 * A shard as this replica sees it. Immutable.
 *
 * @param owned true if the consumer group assigns it to this replica
 * @param open true if pages can be published for it here
 * @param since when it became so
 * @param entries the number of published entries in memory
 */
public record ShardStatus(int number, boolean owned, boolean open, Instant since, int entries) {}
