package io.vaultmedia.api;

/** An entry of a page has not the shape that the API's contract gives it. The message names the field, never its value. */
final class WrongShapeException extends Exception {

    WrongShapeException(String message) {
        super(message, null, false, false);
    }
}
