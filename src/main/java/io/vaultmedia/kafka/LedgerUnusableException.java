package io.vaultmedia.kafka;

/** A topic is not as this product needs it, and only an operator can change that. The message says what is wrong and what to do. */
public final class LedgerUnusableException extends RuntimeException {

    public LedgerUnusableException(String message) {
        super(message);
    }

    public LedgerUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
