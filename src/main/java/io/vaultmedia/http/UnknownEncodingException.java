package io.vaultmedia.http;

import org.apache.hc.core5.http.ProtocolException;

/** An answer is encoded in a way that was not asked for. The message does not repeat which one: it is the API's text. */
public final class UnknownEncodingException extends ProtocolException {

    UnknownEncodingException() {
        super("the answer has a Content-Encoding that was not asked for");
    }
}
