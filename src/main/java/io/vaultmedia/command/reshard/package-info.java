/** The command reshard: moves the ledger to another number of shards. */
package io.vaultmedia.command.reshard;
