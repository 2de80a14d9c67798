package io.vaultmedia.publish;

import io.vaultmedia.scan.Failure;

/** A shard is another replica's now, which goes on with its connections. Nothing that was not committed is published. */
public final class ShardReleasedException extends RuntimeException implements Failure {

    public ShardReleasedException(String message) {
        super(message);
    }

    @Override
    public String outcome() {
        return "released";
    }

    @Override
    public Remedy remedy() {
        return Remedy.LEAVE;
    }
}
