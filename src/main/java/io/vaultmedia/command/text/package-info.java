/** What a command prints: paragraphs that fit a terminal, and how far a long command is. */
package io.vaultmedia.command.text;
