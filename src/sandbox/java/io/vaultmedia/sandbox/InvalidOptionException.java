package io.vaultmedia.sandbox;

/** An option that cannot be understood; the message is one line for a person. */
public final class InvalidOptionException extends RuntimeException {
    InvalidOptionException(String message) {
        super(message);
    }
}
