package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What consumers see: takes the records of all topics, partition by partition, and notes which variants they speak of. It keeps 8
 * bytes a record, and 16 for each media item of the present partition, in tables that are at most three quarters full. Used by
 * one thread.
 */
final class PublishedVariants {

    private static final String INCREMENTAL = "incremental";
    private static final String REWIND = "rewind";

    private final RecordIds ids = new RecordIds();
    private final LongHashSet seen = new LongHashSet();
    private final LongHashSet buried = new LongHashSet();
    private final LongLongHashMap lastOfItem = new LongLongHashMap();
    private final Suspects suspects = new Suspects();
    private final Map<String, Connection> configured;
    private final AuditedLedger ledger;
    private final Findings findings;
    private final Duration overlap;
    private long retainedFrom = Long.MIN_VALUE;
    private boolean isCutOff;

    /**
     * Nothing published yet.
     *
     * @param configured connections by name
     * @param ledger as it was before the topics were read: what it has must have been published
     * @param overlap how late a row may appear in the API
     */
    PublishedVariants(Map<String, Connection> configured, AuditedLedger ledger, Findings findings, Duration overlap) {
        this.configured = configured;
        this.ledger = ledger;
        this.findings = findings;
        this.overlap = overlap;
    }

    /**
     * Begins another partition.
     *
     * @param start its first offset: if it is not 0, Kafka has deleted records before it
     */
    void begin(long start) {
        endPartition();
        lastOfItem.clear();
        isCutOff = start > 0;
    }

    /** Ends the last partition. If all of its records were deleted, nothing that was published before now can be missed. */
    void endPartition() {
        if (isCutOff) {
            retainedFrom = System.currentTimeMillis();
            isCutOff = false;
        }
    }

    private void noteRetention(ConsumerRecord<byte[], byte[]> record) {
        if (isCutOff) {
            retainedFrom = Math.max(retainedFrom, record.timestamp());
            isCutOff = false;
        }
    }

    /** Takes a record of a variant's topic. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        noteRetention(record);
        findings.countRecord();
        List<VariantKey> keys = ids.of(record);
        if (keys.isEmpty()) {
            findings.explain(Explanation.OWN_RECORDS);
        }
        keys.forEach(key -> take(record, key));
    }

    private void take(ConsumerRecord<byte[], byte[]> record, VariantKey key) {
        Connection known = configured.get(key.connection());
        Connection connection = known == null ? new Connection(null, key.connection()) : known;
        String where = Locations.of(record) + ": " + connection + " " + key.mediaId() + "/" + key.label();
        long keyHash = key.keyHash();
        boolean isRepeated = !seen.add(VariantKey.hash(connection.fingerprint(), keyHash, key.storedAt()));
        if (isRepeated && REWIND.equals(ids.foundBy(record))) {
            findings.explain(Explanation.REWOUND);
            return;
        }
        if (isRepeated) {
            findings.fault(Fault.REPEATED, where);
        }
        checkOrder(record, key, connection, where);
        if (known == null) {
            findings.explain(Explanation.NOT_CONFIGURED);
        } else if (!ledger.of(known).knowsVariant(keyHash, key.storedAt())) {
            suspects.add(known.fingerprint(), keyHash, key.storedAt(), record);
        }
    }

    /** A row that appears late is published late; within the overlap, that is no fault. */
    private void checkOrder(
            ConsumerRecord<byte[], byte[]> record, VariantKey key, Connection connection, String where) {
        long item = VariantKey.hash(connection.fingerprint(), LedgerEntry.hash(key.mediaId()), 0);
        long last = lastOfItem.getOrDefault(item, Long.MIN_VALUE);
        if (key.storedAt() >= last) {
            lastOfItem.put(item, key.storedAt());
        } else if (INCREMENTAL.equals(ids.foundBy(record)) && last - key.storedAt() > overlap.toMillis()) {
            findings.fault(Fault.OUT_OF_ORDER, where);
        } else {
            findings.explain(Explanation.LATE);
        }
    }

    /** Takes a record of the dead-letter topic. */
    void takeLetter(ConsumerRecord<byte[], byte[]> letter) {
        noteRetention(letter);
        if (ids.buriesAVariant(letter)) {
            ids.buried(letter).forEach(key -> {
                Connection connection = configured.get(key.connection());
                if (connection != null) {
                    buried.add(VariantKey.hash(connection.fingerprint(), key.keyHash(), key.storedAt()));
                }
            });
        }
    }

    /** Returns true if consumers see this storing of a variant, as a record or as a dead letter. */
    boolean has(long connection, long keyHash, long storedAt) {
        return seen.contains(VariantKey.hash(connection, keyHash, storedAt)) || isBuried(connection, keyHash, storedAt);
    }

    /** Returns true if this storing of a variant became a dead letter; one without a value does not say which storing. */
    boolean isBuried(long connection, long keyHash, long storedAt) {
        return buried.contains(VariantKey.hash(connection, keyHash, storedAt))
                || buried.contains(VariantKey.hash(connection, keyHash, -1));
    }

    boolean hasRecord(long connection, long keyHash, long storedAt) {
        return seen.contains(VariantKey.hash(connection, keyHash, storedAt));
    }

    /** Returns true if the record of a variant that was stored then may have been deleted by Kafka. */
    boolean mayBeDeleted(long storedAt) {
        return storedAt < retainedFrom;
    }

    Suspects suspects() {
        return suspects;
    }
}
