/** The records that this product publishes: variants and dead letters, byte for byte as documented. */
package io.vaultmedia.event;
