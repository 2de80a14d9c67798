/**
 * The ledger: what has been published, and how far each connection is known complete. It is a compacted Kafka topic,
 * written in the same transaction as the variants it speaks of, one partition for each shard.
 */
package io.vaultmedia.ledger;
