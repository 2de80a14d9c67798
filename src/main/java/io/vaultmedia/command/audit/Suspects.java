package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongHashSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records whose variants the ledger did not have when it was read: it may have forgotten them, or they were published since. 48
 * bytes each. Used by one thread.
 */
final class Suspects {

    private static final int NUMBERS = 6;

    private final List<String> topics = new ArrayList<>();
    private final LongArrayList numbers = new LongArrayList();

    /** One of them. */
    record Suspect(long connection, long keyHash, long storedAt, long publishedAt, String where) {

        long hash() {
            return VariantKey.hash(connection, keyHash, storedAt);
        }
    }

    void add(long connection, long keyHash, long storedAt, ConsumerRecord<byte[], byte[]> record) {
        int topic = topics.indexOf(record.topic());
        if (topic < 0) {
            topic = topics.size();
            topics.add(record.topic());
        }
        long place = (long) topic << Integer.SIZE | record.partition();
        numbers.add(connection, keyHash);
        numbers.add(storedAt, record.timestamp());
        numbers.add(place, record.offset());
    }

    int size() {
        return numbers.size() / NUMBERS;
    }

    Suspect get(int index) {
        int at = index * NUMBERS;
        long place = numbers.get(at + 4);
        return new Suspect(
                numbers.get(at),
                numbers.get(at + 1),
                numbers.get(at + 2),
                numbers.get(at + 3),
                Locations.of(topics.get((int) (place >>> Integer.SIZE)), (int) place, numbers.get(at + 5)));
    }

    /** Returns the hashes of all. */
    LongHashSet hashes() {
        LongHashSet hashes = new LongHashSet(size());
        for (int i = 0; i < size(); i++) {
            hashes.add(get(i).hash());
        }
        return hashes;
    }
}
