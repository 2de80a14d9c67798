/** The accounts that we poll, and the list of them as it is edited. */
package io.vaultmedia.connection;
