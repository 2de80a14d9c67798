package io.vaultmedia.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;

/** Refuses a page that the client could not decode, because its Content-Encoding is not one that the request allowed. Stateless. */
final class KnownEncodings implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        String encoding =
                response.getEntity() == null ? null : response.getEntity().getContentEncoding();
        boolean decoded = encoding == null || encoding.isBlank() || "identity".equalsIgnoreCase(encoding.strip());
        if (!decoded && response.getCode() == HttpStatus.SC_OK) {
            scope.execRuntime.discardEndpoint();
            throw new UnknownEncodingException();
        }
        return response;
    }
}
