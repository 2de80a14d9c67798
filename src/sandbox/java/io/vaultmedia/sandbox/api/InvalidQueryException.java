package io.vaultmedia.sandbox.api;

/** A query that the API refuses with 400; the message says why, for a person. */
final class InvalidQueryException extends Exception {
    InvalidQueryException(String message) {
        super(message);
    }
}
