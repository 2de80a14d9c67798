package io.vaultmedia.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An account whose vault we poll. Its id is to be treated like a credential; {@link #name} is what consumers see, {@link
 * #toString} what logs see, and {@link #reference} what the ledger and our own messages carry in place of the id.
 */
public final class Connection {

    private static final int FINGERPRINT_BYTES = 8;
    private static final int SHOWN = 4;

    private final String alias;
    private final String id;
    private final String reference;
    private final long fingerprint;

    /**
     * @param alias the name to use in its place everywhere outside, or null
     * @param id the API's connection id
     */
    public Connection(String alias, String id) {
        this.alias = alias;
        this.id = Objects.requireNonNull(id);
        this.reference = HexFormat.of().formatHex(fingerprintOf(id));
        this.fingerprint = Long.parseUnsignedLong(reference, 16);
    }

    public String id() {
        return id;
    }

    /** The alias where there is one, else the id: the {@code <connection>} of records, keys and metrics. */
    public String name() {
        return alias == null ? id : alias;
    }

    /**
     * The connection's fingerprint: the first 8 bytes of its id's SHA-256, in hex. The same for ever, whatever the alias;
     * it stands for the connection inside this program.
     */
    public String reference() {
        return reference;
    }

    /** The same as a number. */
    public long fingerprint() {
        return fingerprint;
    }

    /** The alias, or the fingerprint where there is none: fit for metrics, and each connection's own. */
    public String label() {
        return alias == null ? reference : alias;
    }

    /** Which of so many shards this connection belongs to, from 0. */
    public int shard(int shards) {
        return shard(fingerprint, shards);
    }

    /** Which of so many shards the connection with this fingerprint belongs to, from 0. */
    public static int shard(long fingerprint, int shards) {
        return Math.floorMod((int) fingerprint, shards);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Connection that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The alias, or the id masked but for its end: fit for logs. */
    @Override
    public String toString() {
        if (alias != null) {
            return alias;
        }
        return id.length() <= 3 * SHOWN ? "***" : "***" + id.substring(id.length() - SHOWN);
    }

    private static byte[] fingerprintOf(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return java.util.Arrays.copyOf(digest, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
