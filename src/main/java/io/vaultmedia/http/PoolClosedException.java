package io.vaultmedia.http;

import java.io.IOException;

/** A request was not sent, because the program is stopping. */
public final class PoolClosedException extends IOException {

    PoolClosedException(Exception cause) {
        super("no request is sent while the program is stopping", cause);
    }
}
