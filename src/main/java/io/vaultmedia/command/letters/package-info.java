/** The command dead-letters: what could not be published, and sending it once it can be. */
package io.vaultmedia.command.letters;
