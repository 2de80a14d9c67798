package io.vaultmedia.publish;

import io.vaultmedia.scan.Failure;

/**
 * A host's steps sent a message to {@code direct:vault-publish-variant} after the variant's message had come back from them,
 * from a thread or an aggregation of their own. The variant counts as handled by then, so the message cannot be published.
 */
public final class LateMessageException extends RuntimeException implements Failure {

    LateMessageException(String variant) {
        super("a message of " + variant
                + " reached direct:vault-publish-variant too late: the steps of vault.variant.via"
                + " must send it before they end, so not behind seda:, wireTap or aggregate");
    }

    @Override
    public String outcome() {
        return "late-message";
    }

    @Override
    public Remedy remedy() {
        return Remedy.RETRY;
    }
}
