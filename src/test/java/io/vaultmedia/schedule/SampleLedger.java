package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.Scans;
import io.vaultmedia.scan.StartFrom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Scans of whatever is asked for, as if the ledger knew all connections: its fields are for the test to change. */
final class SampleLedger implements Scans {

    final Set<Connection> foreign = new HashSet<>();
    final Set<Connection> elsewhere = new HashSet<>();
    final Set<Connection> sweepsDue = new HashSet<>();
    final Set<Connection> rechecksDue = new HashSet<>();
    final Set<Connection> failing = new HashSet<>();

    /** Those whose ledger says that a signal has paused them, before the schedule has heard of it. */
    final Set<Connection> silent = new HashSet<>();

    int asked;
    boolean failsToForget;
    final List<Scan> startedOver = new ArrayList<>();
    ScanState state = SampleScans.upTo(Instant.parse("2026-06-07T12:00:00Z"));

    @Override
    public Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn) {
        if (failing.contains(settings.connection())) {
            throw new IllegalStateException("no ledger");
        }
        if (silent.contains(settings.connection())) {
            return Optional.empty();
        }
        return of(settings, ScanPlan.next(state, StartFrom.BEGINNING), goesOn);
    }

    @Override
    public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
        if (rechecksDue.contains(settings.connection())) {
            return of(settings, ScanPlan.recheck(Instant.EPOCH, Instant.EPOCH), goesOn);
        }
        return sweepsDue.contains(settings.connection())
                ? of(settings, new ScanPlan(ScanKind.SWEEP, null, null), goesOn)
                : Optional.empty();
    }

    private Optional<Scan> of(ConnectionSettings settings, ScanPlan plan, BooleanSupplier goesOn) {
        return isOurs(settings.connection())
                ? Optional.of(new Scan(settings, plan, ScanState.NONE, SampleScans.RULES, 0, goesOn))
                : Optional.empty();
    }

    @Override
    public boolean isOurs(Connection connection) {
        asked++;
        return !foreign.contains(connection) && isAssigned(connection);
    }

    @Override
    public boolean isAssigned(Connection connection) {
        return !elsewhere.contains(connection);
    }

    @Override
    public void refused(Scan scan) {
        startedOver.add(scan);
        if (failsToForget) {
            throw new IllegalStateException("no ledger");
        }
    }
}
