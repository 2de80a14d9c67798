/** The records that we publish, byte for byte. */
package io.vaultmedia.event;
