package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.MissingVariants;
import io.vaultmedia.ledger.SweepFindings.Phase;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.Scans;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Decides which scan a connection needs next, by what its ledger knows. Thread safe. */
public final class NextScans implements Scans {

    private final Shards shards;
    private final ScanSettings rules;

    public NextScans(Shards shards, ScanSettings rules) {
        this.shards = shards;
        this.rules = rules;
    }

    @Override
    public Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn) {
        return unpausedLedgerOf(settings.connection()).map(ledger -> {
            ScanPlan plan = ScanPlan.next(ledger.state(), rules.startFrom());
            long expected = ledger.state().sweptAt() == null ? 0 : ledger.size();
            return new Scan(settings, plan, ledger.state(), rules, expected, goesOn);
        });
    }

    @Override
    public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
        return unpausedLedgerOf(settings.connection()).flatMap(ledger -> rescan(ledger)
                .or(() -> sweep(ledger))
                .map(plan -> new Scan(settings, plan, ledger.state(), rules, ledger.size(), goesOn)));
    }

    /** What a signal ordered, once the connection was read to its end. */
    private static Optional<ScanPlan> rescan(ConnectionLedger ledger) {
        return Optional.of(ledger.state())
                .filter(state -> state.watermark() != null)
                .flatMap(ledger.orders()::next)
                .map(ScanPlan::of);
    }

    private Optional<ScanPlan> sweep(ConnectionLedger ledger) {
        if (ledger.findings().phase() == Phase.RECHECKING) {
            MissingVariants missing = ledger.findings().missing();
            return Optional.of(ScanPlan.recheck(missing.from(), missing.to()));
        }
        return rules.sweepInterval().flatMap(interval -> ScanPlan.sweep(ledger.state(), interval, ledger.apiNow()));
    }

    @Override
    public boolean isOurs(Connection connection) {
        return shards.workable(connection).isPresent();
    }

    @Override
    public boolean isAssigned(Connection connection) {
        return shards.of(connection).isOwned();
    }

    @Override
    public void refused(Scan scan) {
        ledgerOf(scan.getConnection()).ifPresent(ledger -> {
            if (scan.plan().isRecheck()) {
                ledger.findings().missing().leaveAlone();
            } else if (scan.leftOff(ledger.state().progress())) {
                ledger.move(ledger.state().with(null));
            }
        });
    }

    /**
     * The schedule learns of a signal's pause a moment after the shard is open. A connection that has returned to the list is
     * scanned once the ledger does not count it as removed.
     */
    private Optional<ConnectionLedger> unpausedLedgerOf(Connection connection) {
        return shards.workable(connection)
                .filter(shard -> shard.ledger().isListed(connection))
                .map(shard -> shard.ledger().of(connection))
                .filter(ledger -> !ledger.orders().paused());
    }

    private Optional<ConnectionLedger> ledgerOf(Connection connection) {
        return shards.workable(connection).map(shard -> shard.ledger().of(connection));
    }
}
