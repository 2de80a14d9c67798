package io.vaultmedia.shard;

import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.Refusals;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of signals that nobody can follow. If Kafka refuses one for itself, its value is left out the next time. If
 * Kafka refuses that, too, the signal has none: its shard has to go on. Thread safe.
 */
final class BadSignals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final SignalRecords records;
    private final Refusals refusals = new Refusals();

    BadSignals(SignalRecords records) {
        this.records = records;
    }

    /** Returns the signal's dead letter; empty if Kafka refuses it in any form. */
    Optional<OutboundRecord> letter(ReadSignal signal, String problem) {
        Refusals.Subject subject = subject(signal.offset());
        int refused = refusals.times(subject);
        if (refused > 1) {
            return Optional.empty();
        }
        ProducerRecord<byte[], byte[]> letter = refused == 0
                ? records.deadLetter(signal.offset(), signal.value(), problem)
                : records.deadLetterWithoutValue(signal.offset(), problem);
        return Optional.of(new OutboundRecord(letter, 0, subject));
    }

    /** Notes that a signal is handled: its dead letter is committed, or dropped. */
    void handled(long offset, String problem, boolean isDropped) {
        refusals.settle(subject(offset));
        if (isDropped) {
            LOG.warn(
                    "The signal at offset {} is dropped: {}. Kafka refuses its dead letter, even without its value: raise"
                            + " max.message.bytes of the dead-letter topic",
                    offset,
                    problem);
        } else {
            LOG.warn("The signal at offset {} is a dead letter: {}", offset, problem);
        }
    }

    /** Returns what Kafka has refused. */
    Refusals refusals() {
        return refusals;
    }

    private static Refusals.Subject subject(long offset) {
        return new Refusals.Subject(ShardSignals.NOBODY.fingerprint(), offset, 0);
    }
}
