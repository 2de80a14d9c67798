package io.vaultmedia.connection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An account that is polled. Treat its id like a credential: consumers see its {@link #name}, logs see {@link #toString},
 * and the ledger and the messages of the routes carry its {@link #reference}. Immutable.
 */
public final class Connection {

    private static final int FINGERPRINT_BYTES = 8;
    private static final int SHOWN = 4;

    private final String alias;
    private final String id;
    private final String reference;
    private final long fingerprint;

    /**
     * @param alias the name that replaces the id in everything that leaves this program, or null
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

    /** Returns the alias, or the id if there is no alias: the {@code <connection>} of records and their keys. */
    public String name() {
        return alias == null ? id : alias;
    }

    /**
     * Returns the first 8 bytes of the id's SHA-256, in hex. It stands for the connection inside this program, and does
     * not depend on the alias.
     */
    public String reference() {
        return reference;
    }

    /** Returns the reference as a number. */
    public long fingerprint() {
        return fingerprint;
    }

    /** Returns the alias, or the reference if there is no alias: metrics use it, as it is unique and hides the id. */
    public String label() {
        return alias == null ? reference : alias;
    }

    /** Returns the number, from 0, of the shard that this connection belongs to. */
    public int shard(int shards) {
        return shard(fingerprint, shards);
    }

    /** Returns the shard of the connection with this fingerprint, from 0, if there is this number of shards. */
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

    /** Returns the alias, or the end of the id: logs use it. */
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
