package io.vaultmedia.http;

import org.apache.hc.core5.http.ProtocolException;

/** An answer has a Content-Encoding that the request did not allow. The message omits which one: it is the API's text. */
public final class UnknownEncodingException extends ProtocolException {

    UnknownEncodingException() {
        super("the answer has a Content-Encoding that the request did not allow");
    }
}
