package io.vaultmedia.sandbox.api;

/**
 * One storing of one variant of one connection: what makes a variant newly stored. Immutable.
 *
 * @param storedAt Unix milliseconds
 */
public record StoredVariant(String mediaId, String label, long storedAt) {}
