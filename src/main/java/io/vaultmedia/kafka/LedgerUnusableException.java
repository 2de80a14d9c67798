package io.vaultmedia.kafka;

/** A topic is not as this product needs it, and only an operator can mend that. The message says what and how. */
public final class LedgerUnusableException extends RuntimeException {

    public LedgerUnusableException(String message) {
        super(message);
    }

    public LedgerUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
