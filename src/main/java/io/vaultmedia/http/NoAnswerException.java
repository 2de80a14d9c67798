package io.vaultmedia.http;

import java.io.IOException;

/** A connection that had served requests before gave no byte of an answer to this one: nobody may have received it. */
final class NoAnswerException extends IOException {

    NoAnswerException(String message) {
        super(message);
    }

    NoAnswerException(IOException cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
