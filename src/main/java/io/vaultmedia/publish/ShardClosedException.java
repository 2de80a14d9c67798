package io.vaultmedia.publish;

/** A shard is not open, or not any more in the state against which a page was prepared. Nothing was published. */
public final class ShardClosedException extends RuntimeException {

    public ShardClosedException(String message) {
        super(message);
    }
}
