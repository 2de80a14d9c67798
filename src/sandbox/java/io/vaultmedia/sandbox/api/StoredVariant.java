package io.vaultmedia.sandbox.api;

/**
 * What makes a variant newly stored: one act of storing one variant of one connection's media. Immutable.
 *
 * @param storedAt Unix milliseconds
 */
public record StoredVariant(String mediaId, String label, long storedAt) {}
