package io.vaultmedia.bench.jvm;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Heap figures from a JVM's own log of its collections. The log costs the JVM nothing measurable. Immutable.
 *
 * @param collections oldest first
 */
public record GcLog(List<Collection> collections) {
    /** The JVM option that writes this log. The time zone is the log's own. */
    static final String OPTION = "-Xlog:gc:file=%s:utctime";

    private static final Pattern LINE =
            Pattern.compile("\\[([-0-9T:.]+\\+0000)] GC\\(\\d+\\) Pause .* (\\d+)([KMG])->(\\d+)([KMG])\\(.*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

    /** One collection: bytes in use before and after it. */
    public record Collection(Instant time, long before, long after) {}

    static GcLog parse(List<String> lines) {
        return new GcLog(lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Collection(
                        TIME.parse(line.group(1), Instant::from),
                        bytes(line.group(2), line.group(3)),
                        bytes(line.group(4), line.group(5))))
                .toList());
    }

    /** Returns the bytes that were allocated between two full collections. */
    public long allocated(Instant from, Instant to) {
        long allocated = 0;
        for (int i = 1; i < collections.size(); i++) {
            Collection collection = collections.get(i);
            if (collection.time().isAfter(from) && !collection.time().isAfter(to)) {
                allocated += collection.before() - collections.get(i - 1).after();
            }
        }
        return allocated;
    }

    /** Returns the most bytes in use at once, garbage included, as far as collections show it. */
    public long peak(Instant from, Instant to) {
        return collections.stream()
                .filter(collection ->
                        collection.time().isAfter(from) && !collection.time().isAfter(to))
                .mapToLong(Collection::before)
                .max()
                .orElse(0);
    }

    /** Returns the bytes that the last collection up to this moment left. */
    public long left(Instant at) {
        return collections.stream()
                .filter(collection -> !collection.time().isAfter(at))
                .reduce((earlier, later) -> later)
                .map(Collection::after)
                .orElse(0L);
    }

    private static long bytes(String amount, String unit) {
        return Long.parseLong(amount) << (("KMG".indexOf(unit) + 1) * 10);
    }
}
