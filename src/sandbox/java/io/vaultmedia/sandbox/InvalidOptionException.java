package io.vaultmedia.sandbox;

/** An invalid option; the message is one line for a person. */
public final class InvalidOptionException extends RuntimeException {
    InvalidOptionException(String message) {
        super(message);
    }
}
