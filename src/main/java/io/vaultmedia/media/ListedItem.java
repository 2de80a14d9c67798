package io.vaultmedia.media;

/** One entry of a page's {@code items}: a {@link MediaItem}, or an {@link InvalidItem} if it could not be read as one. */
public sealed interface ListedItem permits MediaItem, InvalidItem {}
