package io.vaultmedia.command;

/** A command cannot do what it is asked for. The message says why, and what to do. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }
}
