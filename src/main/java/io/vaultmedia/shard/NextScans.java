package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.MissingVariants;
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
        return ledgerOf(settings.connection()).map(ledger -> {
            ScanPlan plan = ScanPlan.next(ledger.state(), rules.startFrom());
            long expected = ledger.state().sweptAt() == null ? 0 : ledger.size();
            return new Scan(settings, plan, ledger.state(), rules, expected, goesOn);
        });
    }

    @Override
    public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
        return ledgerOf(settings.connection()).flatMap(ledger -> sweep(ledger)
                .map(plan -> new Scan(settings, plan, ledger.state(), rules, ledger.size(), goesOn)));
    }

    private Optional<ScanPlan> sweep(ConnectionLedger ledger) {
        MissingVariants missing = ledger.findings().missing();
        return missing.isLookedFor()
                ? rules.sweepInterval().flatMap(interval -> ScanPlan.sweep(ledger.state(), interval, ledger.apiNow()))
                : Optional.of(ScanPlan.recheck(missing.from(), missing.to()));
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

    private Optional<ConnectionLedger> ledgerOf(Connection connection) {
        return shards.workable(connection).map(shard -> shard.ledger().of(connection));
    }
}
