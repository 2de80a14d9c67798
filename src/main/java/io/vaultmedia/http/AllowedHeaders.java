package io.vaultmedia.http;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;

/**
 * Removes the reason phrase of an answer, and every header that is not allowed. What a message does not carry can neither
 * control a route nor appear in its log. Thread safe.
 */
final class AllowedHeaders implements ExecChainHandler {

    private final Set<String> allowed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    AllowedHeaders(Set<String> names) {
        allowed.addAll(names);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        for (Header header : response.getHeaders()) {
            if (!allowed.contains(header.getName())) {
                response.removeHeaders(header.getName());
            }
        }
        response.setReasonPhrase(null);
        return response;
    }
}
