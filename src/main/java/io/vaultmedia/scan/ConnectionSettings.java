package io.vaultmedia.scan;

import io.vaultmedia.media.MediaFilter;
import java.time.Duration;

/**
 * How one connection is to be polled. Immutable.
 *
 * @param interval between the starts of two of its scans
 * @param filter which of its variants to publish
 * @param paused true where it is not to be polled for now
 */
public record ConnectionSettings(Connection connection, Duration interval, MediaFilter filter, boolean paused) {}
