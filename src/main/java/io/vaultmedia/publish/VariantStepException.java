package io.vaultmedia.publish;

import io.vaultmedia.scan.Failure;

/** A step of the host ({@code vault.variant.via}) failed on a variant. The message names the step, and what it threw. */
public final class VariantStepException extends RuntimeException implements Failure {

    VariantStepException(String message, Exception cause) {
        super(message, cause);
    }

    @Override
    public String outcome() {
        return "step-failed";
    }

    @Override
    public Remedy remedy() {
        return Remedy.RETRY;
    }
}
