/** The command line of the application: what a person at a terminal asks for, one class a command. */
package io.vaultmedia.command;
