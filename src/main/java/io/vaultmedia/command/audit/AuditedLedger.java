package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.LongHashSet;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import io.vaultmedia.ledger.ShardLedger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The ledger of all shards, as the replicas would restore it. Used by one thread. */
final class AuditedLedger {

    private static final int MOST_EXAMPLES = 1000;

    private final ShardLedger ledger;
    private final Map<Long, String> misplaced = new LinkedHashMap<>();
    private final LongHashSet misplacedKeys = new LongHashSet();
    private final int shards;

    /** @param shards the number of shards that the ledger was made for */
    AuditedLedger(String topic, int shards) {
        this.ledger = new ShardLedger(topic);
        this.shards = shards;
    }

    /** Takes over a record of the ledger's topic. Throws LedgerUnusableException if it is none of ours. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        LedgerReader.parsing(record, this::apply);
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (ShardCount.isKey(record.key())) {
            return;
        }
        LedgerEntry entry = LedgerEntry.parse(record.key(), record.value());
        if (Connection.shard(entry.connection(), shards) == record.partition()) {
            ledger.apply(entry);
            return;
        }
        long key = VariantKey.hash(record.partition(), entry.keyHash(), LedgerEntry.hash(record.key()));
        if (record.value() == null) {
            misplaced.remove(key);
            misplacedKeys.remove(key);
        } else if (misplacedKeys.add(key) && misplaced.size() < MOST_EXAMPLES) {
            misplaced.put(key, Locations.of(record));
        }
    }

    ConnectionLedger of(Connection connection) {
        return ledger.of(connection);
    }

    /** Returns what is known of each connection, by its fingerprint. */
    Map<Long, ConnectionLedger> connections() {
        return ledger.connections();
    }

    void addMisplaced(Findings findings) {
        misplaced.values().forEach(where -> findings.fault(Fault.MISPLACED, where));
        for (int i = misplaced.size(); i < misplacedKeys.size(); i++) {
            findings.fault(Fault.MISPLACED, "and more");
        }
    }
}
