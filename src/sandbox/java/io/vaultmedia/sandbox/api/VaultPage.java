package io.vaultmedia.sandbox.api;

import java.util.List;

/**
 * One page of a vault. The items' bytes are shared: read only.
 *
 * @param items each rendered as JSON
 * @param nextCursor null on the last page
 */
record VaultPage(List<byte[]> items, String nextCursor) {}
