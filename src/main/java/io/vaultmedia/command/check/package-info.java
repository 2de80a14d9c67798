/** The command check: what is tried, and what it finds. */
package io.vaultmedia.command.check;
