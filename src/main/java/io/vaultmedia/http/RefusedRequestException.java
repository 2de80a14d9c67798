package io.vaultmedia.http;

import org.apache.hc.core5.http.ProtocolException;

/** A request was not sent, because this program may not send such a request. A fault of the program or of a host's steps. */
public final class RefusedRequestException extends ProtocolException {

    RefusedRequestException(String message) {
        super(message);
    }
}
