package io.vaultmedia.publish;

import io.vaultmedia.ledger.LedgerEntry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is written as a whole in a Kafka transaction of one shard: all of a page, or of signals. A transaction may take
 * several of them. Submitted by one thread, published by another one.
 */
public abstract class ShardTransaction {

    private final OpenShard shard;
    private final PageContent content;
    private final boolean isEmpty;
    private final Commit commit = new Commit();
    private boolean followsCommitted;

    ShardTransaction(OpenShard shard, PageContent content) {
        this.shard = shard;
        this.content = content;
        this.isEmpty = content.isEmpty();
    }

    /** Returns the opening of the shard against which it was prepared. */
    public OpenShard shard() {
        return shard;
    }

    /** Returns true if there is nothing to write. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /**
     * Returns true if it has no news, and is written for consumers only. Nobody waits for it: if it is lost, a later page says
     * the same.
     */
    boolean isOnlyProgress() {
        return content.isOnlyProgress;
    }

    /** Notes whether all that its connection submitted before is committed. */
    void follows(Commit previous) {
        followsCommitted = previous.hasSucceeded();
    }

    /**
     * Returns true if its connection has nothing else in flight. If it has, a page without news must not count as committed
     * before that: its scan would end as if all were.
     */
    boolean followsCommitted() {
        return followsCommitted;
    }

    /** Returns the records for consumers: in an incremental scan the oldest first, else in the API's order. */
    public List<OutboundRecord> records() {
        return content.records;
    }

    /** Returns the ledger entries that speak of the records. */
    public List<LedgerEntry> entries() {
        return content.entries;
    }

    /** Returns the entries as records of the ledger's topic. */
    Stream<ProducerRecord<byte[], byte[]>> entryRecords() {
        String topic = shard.ledger().topic();
        return content.entries.stream().map(entry -> entry.toRecord(topic, shard.number()));
    }

    PageContent content() {
        return content;
    }

    /** Throws LateMessageException if a message came too late to be published with it. */
    void requireInTime() {
        content.requireInTime();
    }

    /** Discards what Kafka's producer has: until the commit, many pages may be in flight. */
    void sent() {
        content.records.clear();
        content.entries.clear();
    }

    /** Returns what Kafka has refused before. */
    abstract Refusals refusals();

    /** Brings the ledger in memory to what it will be once this is committed. */
    abstract void enter();

    /** Reports that Kafka has committed it. */
    abstract void committed();

    /** Returns what the threads that wait for it learn. */
    public Commit commit() {
        return commit;
    }
}
