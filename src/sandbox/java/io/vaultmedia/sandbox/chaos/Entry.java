package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.ledger.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * That a variant was published, as the ledger says it. Immutable.
 *
 * @param connection the connection's fingerprint
 * @param variant the hash of media id and label
 * @param storedAt Unix milliseconds
 */
record Entry(long connection, long variant, long storedAt) {

    /** Returns what the ledger has to say of a record; empty if the record is of no connection of ours. */
    static Optional<Entry> of(Delivery delivery) {
        String[] id = delivery.id().split("[/@]", -1);
        return Accounts.ALL.stream()
                .filter(connection -> connection.name().equals(id[0]))
                .map(connection -> new Entry(
                        connection.fingerprint(), LedgerEntry.variantHash(id[1], id[2]), Long.parseLong(id[3])))
                .findFirst();
    }

    /** Returns the entries of a ledger's records, of which the last one of each key counts. */
    static Set<Entry> of(List<ConsumerRecord<byte[], byte[]>> ledger) {
        Map<List<Object>, LedgerEntry> last = new HashMap<>();
        ledger.stream()
                .filter(record -> record.key().length > 1) // The number of shards has a key of one byte.
                .forEach(record -> {
                    LedgerEntry entry = LedgerEntry.parse(record.key(), record.value());
                    last.put(List.of(entry.kind(), entry.connection(), entry.keyHash()), entry);
                });
        return last.values().stream()
                .filter(entry -> entry.kind() == LedgerEntry.Kind.VARIANT)
                .flatMap(entry -> entry.numbers().stream()
                        .map(storedAt -> new Entry(entry.connection(), entry.keyHash(), storedAt)))
                .collect(Collectors.toSet());
    }

    /** Such as {@code ledger entry of c3, stored at 1764530000000}. */
    @Override
    public String toString() {
        String name = Accounts.ALL.stream()
                .filter(account -> account.fingerprint() == connection)
                .map(io.vaultmedia.connection.Connection::name)
                .findFirst()
                .orElse("an unknown connection");
        return "ledger entry of " + name + ", stored at " + storedAt;
    }
}
