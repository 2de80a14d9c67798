package io.vaultmedia.event;

import io.vaultmedia.scan.Rescan;
import java.time.Instant;
import java.util.Locale;

/**
 * What somebody asks of connections by a record of the signals topic. Immutable.
 *
 * @param to the record's key: a connection's alias or id, or {@link #ALL}
 * @param from only a rewind has one, and may have none: null is the beginning
 * @param republish true only for a rewind that publishes what is known, too
 */
public record Signal(String to, Kind kind, Instant from, boolean republish) {

    /** The key of a signal to all connections. */
    public static final String ALL = "*";

    /** What is asked for. */
    public enum Kind {
        /** Scan for news now. */
        POLL,
        /** Scan everything now. */
        SWEEP,
        /** Scan again what was stored since an instant. */
        REWIND,
        /** Scan nothing until told to resume. */
        PAUSE,
        /** End a pause. */
        RESUME;

        /** Returns the word for it in records, metric labels and on the command line. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Leaves out whom it is for: that may be an id. */
    @Override
    public String toString() {
        return "Signal[" + kind.label() + "]";
    }

    /** Returns the scan that a sweep or a rewind asks for. */
    public Rescan rescan() {
        return new Rescan(0, kind == Kind.SWEEP, from, republish);
    }
}
