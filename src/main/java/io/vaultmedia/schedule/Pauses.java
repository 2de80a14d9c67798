package io.vaultmedia.schedule;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.Scans;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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

    /** True where a scan has paused. */
    boolean hasScan() {
        return scan != null;
    }

    /** True where a sweep has paused. */
    boolean hasSweep() {
        return sweep != null;
    }

    /** The scan, or the sweep, that has paused, or else a new one; empty where there is none, or it is not ours. */
    Optional<Scan> next(boolean ofSweep, ConnectionSettings settings, Scans scans, BooleanSupplier goesOn) {
        Scan paused = ofSweep ? sweep : scan;
        if (paused != null) {
            return Optional.of(paused).filter(one -> scans.isOurs(settings.connection()));
        }
        return ofSweep ? scans.beginSweep(settings, goesOn) : scans.begin(settings, goesOn);
    }
}
