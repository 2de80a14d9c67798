package io.vaultmedia.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** A request did not come to its end in the time it has as a whole, and was aborted. */
public final class DeadlinePassedException extends InterruptedIOException {

    DeadlinePassedException(Duration deadline, Exception cause) {
        super("the answer was not complete after " + deadline.toMillis() / 1000.0 + " s");
        initCause(cause);
    }
}
