/** What was published: entries, state, sweeps, restoring. */
package io.vaultmedia.ledger;
