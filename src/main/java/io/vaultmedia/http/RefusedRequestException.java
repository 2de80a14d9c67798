package io.vaultmedia.http;

import org.apache.hc.core5.http.ProtocolException;

/** A request was not sent, as it is none that this program may send: a fault of the program, or of a host's own steps. */
public final class RefusedRequestException extends ProtocolException {

    RefusedRequestException(String message) {
        super(message);
    }
}
