package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.Refusals;
import io.vaultmedia.publish.SignalTransaction;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.shard.SignalPolicy.Decision;
import io.vaultmedia.shard.SignalPolicy.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the signals that one opening of a shard has not followed yet change there, collected for one transaction. Used by one
 * thread, except for what follows the commit.
 */
final class ShardSignals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    /** Stands for what is no connection's: its shard takes note of each signal, and refuses the bad ones. */
    static final Connection NOBODY = new Connection("*", "*");

    /** Small, and of our own making: Kafka refuses none for itself. */
    private static final Refusals.Subject ACKNOWLEDGEMENT = new Refusals.Subject(0, 0, 0);

    private final OpenShard shard;
    private final int shards;
    private final SignalLog log;
    private final SignalRecords records;
    private final BadSignals bad;
    private final Signals.Followers followers;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<OutboundRecord> letters = new ArrayList<>();
    private final Map<Long, Tally> tallies = new TreeMap<>();
    private final Map<Connection, Orders> changed = new LinkedHashMap<>();

    /** What one signal has changed in the shard. */
    private static final class Tally {
        private final String signal;
        private String to;
        private Outcome outcome;
        private String problem;
        private boolean isDropped;
        private int connections;

        private Tally(String signal, String to) {
            this.signal = signal;
            this.to = to;
        }

        private void count(Outcome of) {
            outcome = outcome == null || of.compareTo(outcome) < 0 ? of : outcome;
            connections += of == Outcome.APPLIED ? 1 : 0;
        }

        private String outcomeLabel() {
            if (problem == null) {
                return outcome.label();
            }
            return isDropped ? SignalRecords.BAD_SIGNAL_DROPPED : SignalRecords.BAD_SIGNAL;
        }
    }

    ShardSignals(
            OpenShard shard,
            int shards,
            SignalLog log,
            SignalRecords records,
            BadSignals bad,
            Signals.Followers followers) {
        this.shard = shard;
        this.shards = shards;
        this.log = log;
        this.records = records;
        this.bad = bad;
        this.followers = followers;
    }

    /** Follows what is new for these connections of the shard, and for nobody if that is the shard's, too. */
    void follow(List<ConnectionSettings> mine, List<ConnectionSettings> all) {
        mine.forEach(this::follow);
        if (NOBODY.shard(shards) == shard.number()) {
            followNobody(all.stream().map(ConnectionSettings::connection).toList());
        }
    }

    private void follow(ConnectionSettings settings) {
        Connection connection = settings.connection();
        Orders orders = shard.ledger().of(connection).orders();
        List<ReadSignal> signals = log.after(orders.handled(), connection);
        for (ReadSignal one : signals) {
            Decision decision = SignalPolicy.decide(
                    orders, shard.ledger().of(connection).state(), settings.paused(), one.signal(), one.timestamp());
            orders = decision.orders().upTo(one.offset());
            String to = one.isForAll() ? one.signal().to() : connection.name();
            tallies.computeIfAbsent(
                            one.offset(),
                            offset -> new Tally(one.signal().kind().label(), to))
                    .count(decision.outcome());
        }
        if (!signals.isEmpty()) {
            changed.put(connection, orders);
            entries.add(LedgerEntry.orders(connection, orders));
        }
    }

    private void followNobody(List<Connection> all) {
        Orders orders = shard.ledger().of(NOBODY).orders();
        List<ReadSignal> signals = log.after(orders.handled());
        if (!signals.isEmpty()) {
            Set<String> names = all.stream()
                    .flatMap(one -> List.of(one.name(), one.id(), one.label()).stream())
                    .collect(Collectors.toSet());
            for (ReadSignal one : signals) {
                if (one.signal() == null) {
                    refuse(one, one.problem());
                } else if (!one.isForAll() && !names.contains(one.signal().to())) {
                    refuse(one, "the key is no alias or id of a connection that is polled, and not *");
                }
            }
            long last = signals.get(signals.size() - 1).offset();
            entries.add(LedgerEntry.orders(NOBODY, orders.upTo(last)));
        }
    }

    private void refuse(ReadSignal signal, String problem) {
        Optional<OutboundRecord> letter = bad.letter(signal, problem);
        letter.ifPresent(letters::add);
        Tally tally = new Tally("unknown", "?");
        tally.problem = problem;
        tally.isDropped = letter.isEmpty();
        tallies.put(signal.offset(), tally);
    }

    /** Returns true if there is nothing to follow. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns all of it as one transaction. */
    SignalTransaction transaction() {
        List<OutboundRecord> all = new ArrayList<>(letters);
        tallies.forEach((offset, tally) -> all.add(new OutboundRecord(
                records.acknowledgement(
                        tally.to,
                        tally.signal,
                        new SignalRecords.Outcome(
                                offset,
                                shard.number(),
                                shards,
                                tally.outcomeLabel(),
                                tally.connections,
                                tally.problem)),
                0,
                ACKNOWLEDGEMENT)));
        return SignalTransaction.of(shard, entries, all, bad.refusals(), this::committed);
    }

    private void committed() {
        changed.forEach((connection, orders) -> followers.ordered(connection, orders, true));
        tallies.forEach((offset, tally) -> {
            followers.handled(tally.signal, tally.outcomeLabel());
            if (tally.problem != null) {
                bad.handled(offset, tally.problem, tally.isDropped);
            } else {
                LOG.info(
                        "Signal {} at offset {}, shard {}: {}, {} connections changed",
                        tally.signal,
                        offset,
                        shard.number(),
                        tally.outcomeLabel(),
                        tally.connections);
            }
        });
    }
}
