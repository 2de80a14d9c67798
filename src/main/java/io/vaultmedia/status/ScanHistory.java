package io.vaultmedia.status;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.ForwardingListener;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Remembers the last scans of each connection, and since when it is paused. Passes on all that it hears. Thread safe. */
public final class ScanHistory extends ForwardingListener {

    private final Clock clock;
    private final Map<Connection, RecentScans> byConnection = new ConcurrentHashMap<>();

    public ScanHistory(ScanListener next, Clock clock) {
        super(next);
        this.clock = clock;
    }

    /** Returns what is remembered of a connection. */
    RecentScans of(Connection connection) {
        return byConnection.computeIfAbsent(connection, one -> new RecentScans(clock));
    }

    /** Takes the list of connections as it is now: forgets all others, and remembers since when these are listed or paused. */
    void follow(List<ConnectionSettings> all) {
        byConnection
                .keySet()
                .retainAll(all.stream().map(ConnectionSettings::connection).collect(Collectors.toSet()));
        all.forEach(settings -> of(settings.connection()).pausedByFile(settings.paused()));
    }

    /** Remembers since when a signal pauses a connection. */
    public void pausedBySignal(Connection connection, boolean paused) {
        of(connection).pausedBySignal(paused);
    }

    @Override
    public void scanFailed(Scan scan, String reason) {
        of(scan.getConnection()).failed(scan, reason);
        super.scanFailed(scan, reason);
    }

    @Override
    public void scanEnded(Scan scan, String outcome) {
        of(scan.getConnection()).ended(scan, outcome);
        super.scanEnded(scan, outcome);
    }

    @Override
    public void variantPublished(Scan scan, String type, long storedAt) {
        of(scan.getConnection()).published(scan, storedAt);
        super.variantPublished(scan, type, storedAt);
    }
}
