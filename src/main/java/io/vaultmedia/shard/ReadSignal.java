package io.vaultmedia.shard;

import io.vaultmedia.event.Signal;
import io.vaultmedia.event.SignalParser;
import io.vaultmedia.event.SignalRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The part of a record of the signals topic that is kept: little, even if the record is large. Immutable. */
final class ReadSignal {

    private static final int SIZE_WITHOUT_VALUE = 200;

    private final long offset;
    private final long timestamp;
    private final Signal signal;
    private final String problem;
    private final byte[] value;

    private ReadSignal(ConsumerRecord<byte[], byte[]> record, Signal signal, String problem) {
        this.offset = record.offset();
        this.timestamp = record.timestamp();
        this.signal = signal;
        this.problem = problem;
        this.value = SignalRecords.start(record.value());
    }

    static ReadSignal of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new ReadSignal(record, SignalParser.parse(record.key(), record.value()), null);
        } catch (IllegalArgumentException e) {
            return new ReadSignal(record, null, e.getMessage());
        }
    }

    long offset() {
        return offset;
    }

    /** Returns when it was sent, in Unix ms. */
    long timestamp() {
        return timestamp;
    }

    /** Returns what it asks for; null if that cannot be understood. */
    Signal signal() {
        return signal;
    }

    /** Returns why it cannot be understood, or null. */
    String problem() {
        return problem;
    }

    /** Returns as much of its value as a dead letter can hold; may be null. */
    byte[] value() {
        return value;
    }

    /** Returns true if it is for all connections. */
    boolean isForAll() {
        return signal != null && signal.to().equals(Signal.ALL);
    }

    /** Returns the bytes of memory that it takes, about. */
    int size() {
        return SIZE_WITHOUT_VALUE + (value == null ? 0 : value.length);
    }
}
