/** Fetches pages of the API for a command, by the product's own route. */
package io.vaultmedia.command.pages;
