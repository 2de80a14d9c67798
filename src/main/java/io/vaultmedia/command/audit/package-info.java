/** The command audit: compares what consumers see, the ledger, and the vault. */
package io.vaultmedia.command.audit;
