package io.vaultmedia.publish;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The records that Kafka refused for themselves: the transaction failed, and the same record would fail the next one, too.
 * When its page is read again, a dead letter takes the record's place. If Kafka refuses that as well, its value is left out.
 * Lives in memory: after a restart, Kafka refuses the record once more. Thread safe.
 */
public final class Refusals {

    /** Bounds the memory; a refusal that is forgotten costs one more failed transaction. */
    private static final int MOST = 10_000;

    /**
     * What a record is about.
     *
     * @param connection the connection's fingerprint
     * @param keyHash the ledger's key hash of the variant, or of the entry that could not be read
     * @param number storedAt, or the hash of what is wrong
     */
    public record Subject(long connection, long keyHash, long number) {}

    /** Why Kafka refused a record, and how often it did so. */
    record Refusal(String reason, int times) {}

    private final Map<Subject, Refusal> refusals = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Refusal> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Remembers the refusal if this is why a single record failed, and returns whether it is. All other failures concern the
     * producer, or all records: a timestamp that is out of bounds is that of the clock, not of a record.
     */
    synchronized boolean note(Subject subject, Exception failure) {
        boolean isRefusal = isRefusal(failure);
        if (isRefusal) {
            String reason = failure.getClass().getSimpleName().replace("Exception", "");
            refusals.merge(subject, new Refusal(reason, 1), (old, now) -> new Refusal(reason, old.times() + 1));
        }
        return isRefusal;
    }

    /** Returns true if this is why a single record failed. */
    public static boolean isRefusal(Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException;
    }

    /** Returns how often Kafka refused a record of this subject. */
    public int times(Subject subject) {
        return of(subject).map(Refusal::times).orElse(0);
    }

    /** Returns why Kafka refused the record of this subject; empty if it did not. */
    synchronized Optional<Refusal> of(Subject subject) {
        return refusals.isEmpty() ? Optional.empty() : Optional.ofNullable(refusals.get(subject));
    }

    /**
     * Throws RefusedLetterException if Kafka has refused the dead letter without its value, too. The next attempt sends it again:
     * somebody may have changed the topic.
     */
    synchronized void requireAccepted(Subject subject, int withoutValueFrom, ProducerRecord<byte[], byte[]> letter) {
        Refusal refusal = refusals.get(subject);
        if (refusal != null && refusal.times() > withoutValueFrom) {
            refusals.put(subject, new Refusal(refusal.reason(), withoutValueFrom));
            String key = new String(letter.key(), StandardCharsets.UTF_8);
            throw new RefusedLetterException(letter.topic(), key.substring(key.indexOf('/') + 1), refusal.reason());
        }
    }

    /** Forgets the refusal: what takes the record's place was committed. */
    public synchronized void settle(Subject subject) {
        refusals.remove(subject);
    }
}
