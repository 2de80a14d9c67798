package io.vaultmedia.api;

import io.vaultmedia.media.InvalidItem.Reason;

/** An entry of a page is not as the API's contract says, or is too large. The message names the field, never its value. */
final class WrongShapeException extends Exception {

    private final Reason reason;

    WrongShapeException(String message) {
        this(Reason.WRONG_SHAPE, message);
    }

    WrongShapeException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
