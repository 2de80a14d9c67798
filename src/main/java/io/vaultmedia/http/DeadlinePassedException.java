package io.vaultmedia.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** A request was aborted, because its answer was not complete at the request's deadline. */
public final class DeadlinePassedException extends InterruptedIOException {

    DeadlinePassedException(Duration deadline, Exception cause) {
        super("the answer was not complete after " + deadline.toMillis() / 1000.0 + " s");
        initCause(cause);
    }
}
