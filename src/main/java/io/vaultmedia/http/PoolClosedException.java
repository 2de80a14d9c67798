package io.vaultmedia.http;

import java.io.IOException;

/** A request was not sent, since the program stops. */
public final class PoolClosedException extends IOException {

    PoolClosedException(Exception cause) {
        super("no request is sent while the program stops", cause);
    }
}
