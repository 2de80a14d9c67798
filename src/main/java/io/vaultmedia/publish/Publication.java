package io.vaultmedia.publish;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * One transaction of a shard. The publishing thread iterates over the records of all waiting pages, and of pages that arrive
 * before the commit; the ledger entries of a page are sent after its records. A failure ends the iteration, and the commit
 * throws it: nothing is committed unless every page was sent as a whole. Used by one thread.
 */
public final class Publication implements Iterable<ProducerRecord<byte[], byte[]>> {

    private final OpenShard shard;
    private final ShardProducer producer;
    private final PageQueue pages;
    private ShardTransaction page;
    private Iterator<OutboundRecord> records;
    private OutboundRecord next;
    private boolean hasBegun;
    private boolean isAllSent;
    private boolean isCommitted;
    private boolean hasRefusal;
    private volatile Throwable failure;

    Publication(OpenShard shard, ShardProducer producer, PageQueue pages) {
        this.shard = shard;
        this.producer = producer;
        this.pages = pages;
    }

    /** Returns the opening of the shard that the pages belong to. */
    public OpenShard shard() {
        return shard;
    }

    /** Iterates over the records for consumers; each must be sent before the next one is asked for. */
    @Override
    public Iterator<ProducerRecord<byte[], byte[]>> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return advance();
            }

            @Override
            public ProducerRecord<byte[], byte[]> next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                return next.record();
            }
        };
    }

    private boolean advance() {
        if (next != null) {
            fail(new IllegalStateException("a record was taken, but not sent: its page must not be committed"));
            next = null;
        }
        try {
            while (failure == null && !isAllSent && (records == null || !records.hasNext())) {
                finishPage();
                takePage();
            }
            if (failure == null && !isAllSent) {
                next = records.next();
            }
        } catch (Throwable e) { // An Error must not be lost either: this shard would publish nothing any more.
            fail(e);
        }
        return next != null;
    }

    private void finishPage() {
        if (page != null) {
            page.entryRecords().forEach(entry -> {
                begin();
                producer.send(entry, this::fail);
            });
            page.sent();
        }
    }

    private void takePage() {
        page = shard.isEnded() ? null : pages.next();
        records = page == null ? null : page.records().iterator();
        isAllSent = page == null;
    }

    private void begin() {
        if (!hasBegun) {
            producer.begin();
            hasBegun = true;
        }
    }

    /** Sends the record that the iterator returned last. */
    void send() {
        try {
            OutboundRecord sending = Objects.requireNonNull(next, "a record to send");
            next = null;
            begin();
            Refusals refusals = page.refusals();
            producer.send(sending.record(), reason -> refused(refusals, sending.subject(), reason));
        } catch (Throwable e) {
            fail(e);
        }
    }

    /**
     * Notes the first refusal only: once a record has failed the transaction, the producer fails all records that it has not
     * sent yet with the same exception.
     */
    private synchronized void refused(Refusals refusals, Refusals.Subject subject, Exception reason) {
        if (!hasRefusal) {
            hasRefusal = refusals.note(subject, reason);
        }
        fail(reason);
    }

    private void fail(Throwable reason) {
        failure = failure == null ? reason : failure;
    }

    /** Returns once Kafka has committed. Throws KafkaException if it has not, or if the outcome is unknown. */
    void commit() {
        try {
            if (failure == null && !isAllSent) {
                fail(new IllegalStateException("the transaction was to be committed before all its pages were sent"));
            }
            requireNoFailure();
            pages.requireInTime();
            if (hasBegun) {
                producer.commit();
            }
            isCommitted = true;
        } catch (Throwable e) {
            fail(e);
            requireNoFailure();
        }
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new KafkaException("publishing in shard " + shard.number(), failure);
        }
    }

    /**
     * Returns why the pages were not committed; null if they were.
     *
     * @param otherwise what the exchange failed with, or null: the reason if the publication itself has not failed
     */
    Throwable failure(Throwable otherwise) {
        if (isCommitted || failure != null) {
            return isCommitted ? null : failure;
        }
        return otherwise != null ? otherwise : new IllegalStateException("publish-page ended without a commit");
    }
}
