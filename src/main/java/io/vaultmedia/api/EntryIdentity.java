package io.vaultmedia.api;

import static io.vaultmedia.api.JsonTokens.BARE;
import static io.vaultmedia.api.JsonTokens.END;
import static io.vaultmedia.api.JsonTokens.STRING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Computes the text by which an entry without a readable id is recognised when the API lists it again: a hash of its fields
 * and values. The hash ignores what may differ between two answers: the fields in {@link #VOLATILE}, in any common
 * spelling, each text that is an address, the order of fields, and blanks. If nothing else is in the entry, the hash is of
 * all its bytes. The entry need not be JSON.
 */
final class EntryIdentity {

    /** Names in lower case, without hyphens and underscores. */
    private static final Set<String> VOLATILE = Set.of("status", "accesscount", "expiresat", "lastaccessedat", "url");

    private static final int LONGEST_NAME = 40;

    /** Each level costs memory. What is deeper counts as one level. */
    private static final int MAX_DEPTH = 1_000;

    private static final long SEED = 0xcbf29ce484222325L;

    private final byte[] entry;
    private final Deque<Level> levels = new ArrayDeque<>();
    private long sum;
    private long values;
    private int beyond;

    /** A place in the entry: an object, an array, or the entry itself. */
    private static final class Level {
        private final long path;
        private final boolean object;
        private final boolean ignored;
        private long child = SEED;
        private boolean named;
        private boolean childIgnored;

        private Level(long path, boolean object, boolean ignored) {
            this.path = path;
            this.object = object;
            this.ignored = ignored;
            this.childIgnored = ignored;
        }

        private void separate() {
            child = object ? SEED : child + 1;
            named = false;
            childIgnored = ignored;
        }
    }

    private EntryIdentity(byte[] entry) {
        this.entry = entry;
    }

    /** Returns the same text for the same entry, and a different text for a different entry. */
    static String of(byte[] entry) {
        EntryIdentity identity = new EntryIdentity(entry);
        identity.read(new JsonTokens(entry, 0, entry.length));
        return identity.values == 0
                ? "bytes:" + Long.toHexString(hash(SEED, entry, 0, entry.length))
                : "content:" + identity.values + ":" + Long.toHexString(identity.sum);
    }

    private void read(JsonTokens tokens) {
        levels.push(new Level(SEED, false, false));
        for (char token = tokens.next(); token != END; token = tokens.next()) {
            Level level = levels.peek();
            switch (token) {
                case '{', '[' -> open(level, token == '{');
                case '}', ']' -> close();
                case ',' -> level.separate();
                case ':' -> level.named = true;
                case STRING, BARE -> add(level, tokens.start(), tokens.end());
                default -> throw new AssertionError(token);
            }
        }
    }

    private void open(Level level, boolean object) {
        if (levels.size() < MAX_DEPTH) {
            levels.push(new Level(mix(level.path ^ mix(level.child)), object, level.childIgnored));
        } else {
            beyond++;
        }
    }

    private void close() {
        if (beyond > 0) {
            beyond--;
        } else if (levels.size() > 1) {
            levels.pop();
        }
    }

    private void add(Level level, int start, int end) {
        if (level.object && !level.named) {
            level.child = hash(SEED, entry, start, end);
            level.childIgnored |= isVolatile(start, end);
        } else if (!level.childIgnored && !isAddress(start, end)) {
            values++;
            sum += mix(hash(level.path ^ mix(level.child), entry, start, end));
        }
    }

    private boolean isVolatile(int start, int end) {
        return end - start <= LONGEST_NAME
                && VOLATILE.contains(text(start, end).replaceAll("[\"_-]", "").toLowerCase(Locale.ROOT));
    }

    private boolean isAddress(int start, int end) {
        for (int i = start; i + 2 < end; i++) {
            if (entry[i] == ':' && (entry[i + 1] == '/' || (entry[i + 1] == '\\' && entry[i + 2] == '/'))) {
                return true;
            }
        }
        return false;
    }

    private String text(int start, int end) {
        return new String(entry, start, end - start, ISO_8859_1);
    }

    /** FNV-1a. */
    private static long hash(long seed, byte[] bytes, int start, int end) {
        long hash = seed;
        for (int i = start; i < end; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Mixes the bits, so that hashes can be added up. */
    private static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
