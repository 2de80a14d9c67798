package io.vaultmedia.scan;

import java.time.Instant;

/**
 * Where a connection's first scan begins: what was stored earlier is never published.
 *
 * @param now true for the API's own time at the first scan, whenever that is
 * @param instant a fixed time; null if {@code now}, or for the beginning
 */
public record StartFrom(boolean now, Instant instant) {

    /** Everything that is stored. */
    public static final StartFrom BEGINNING = new StartFrom(false, null);

    /** Nothing that was stored before the first scan. */
    public static final StartFrom NOW = new StartFrom(true, null);

    /** Nothing that was stored before this instant. */
    public static StartFrom at(Instant instant) {
        return new StartFrom(false, instant);
    }
}
