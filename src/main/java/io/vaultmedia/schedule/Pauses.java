package io.vaultmedia.schedule;

import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;

/** The scan and the sweep of one connection that are to go on at its next turns. Guarded by the schedule's lock. */
final class Pauses {

    private Scan scan;
    private Scan sweep;

    void add(Scan paused) {
        if (paused.plan().kind() == ScanKind.SWEEP) {
            sweep = paused;
        } else {
            scan = paused;
        }
    }

    void remove(Scan resumed) {
        scan = scan == resumed ? null : scan;
        sweep = sweep == resumed ? null : sweep;
    }

    void clear() {
        scan = null;
        sweep = null;
    }

    boolean has(Scan other) {
        return scan == other || sweep == other;
    }

    /** The scan, else the sweep, or null. */
    Scan any() {
        return scan != null ? scan : sweep;
    }

    /** The scan, or the sweep; null where none has paused. */
    Scan get(boolean ofSweep) {
        return ofSweep ? sweep : scan;
    }
}
