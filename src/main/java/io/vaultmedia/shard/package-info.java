/** Whose shard it is: consumer group, opening, topics. */
package io.vaultmedia.shard;
