package io.vaultmedia.routes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock, which also remembers the order of what it was told. */
final class ToldProducer extends MockProducer<byte[], byte[]> {

    private final List<String> told = new CopyOnWriteArrayList<>();

    ToldProducer() {
        super(true, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The transaction's steps; a record by its topic. */
    List<String> told() {
        return told;
    }

    @Override
    public void initTransactions() {
        told.add("init");
        super.initTransactions();
    }

    @Override
    public void beginTransaction() {
        told.add("begin");
        super.beginTransaction();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        told.add(record.topic());
        return super.send(record, callback);
    }

    @Override
    public void commitTransaction() {
        told.add("commit");
        super.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        told.add("abort");
        super.abortTransaction();
    }
}
