package io.vaultmedia.http;

import java.io.IOException;

/** A request got no byte of an answer on a reused connection. The API may not have received it. */
final class NoAnswerException extends IOException {

    NoAnswerException(String message) {
        super(message);
    }

    NoAnswerException(IOException cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
