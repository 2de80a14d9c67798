package io.vaultmedia.command.letters;

import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.TopicRanges;
import io.vaultmedia.kafka.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Reads the topic of dead letters. Holds at most 64 MB of letters in memory. Used by one thread. */
public final class Letters {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Map<String, Tally> byReason = new TreeMap<>();
    private final List<Letter> found = new ArrayList<>();
    private long bytes;
    private long matching;

    /** The letters of one reason. */
    public record Tally(long count, Instant first, Instant last) {

        private Tally and(Tally other) {
            return new Tally(
                    count + other.count,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    private Letters() {}

    /** Reads all letters, and keeps the first ones that match. Throws KafkaException if Kafka does not answer. */
    public static Letters read(KafkaSettings kafka, String topic, LetterFilter filter) {
        Letters letters = new Letters();
        Map<TopicPartition, Long> ends = TopicRanges.of(kafka, List.of(topic)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().end()));
        try (TopicReader reader = new TopicReader(kafka, PATIENCE)) {
            reader.read(ends, record -> {
                letters.take(new Letter(record), filter);
                return false;
            });
        }
        return letters;
    }

    private void take(Letter letter, LetterFilter filter) {
        if (!filter.matches(letter)) {
            return;
        }
        matching++;
        byReason.merge(letter.reason(), new Tally(1, letter.time(), letter.time()), Tally::and);
        if (found.size() < filter.most() && bytes + letter.value().length <= MOST_BYTES) {
            bytes += letter.value().length;
            found.add(letter);
        }
    }

    /** Returns the letters that were kept: those of a partition in its order. */
    public List<Letter> found() {
        return found;
    }

    /** Returns how many letters match, whether they were kept or not. */
    public long matching() {
        return matching;
    }

    /** Returns how many letters match, by reason. */
    public Map<String, Tally> byReason() {
        return byReason;
    }
}
