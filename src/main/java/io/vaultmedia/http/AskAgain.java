package io.vaultmedia.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * Sends a request again, once, on a new connection, if it got no byte of an answer on a connection that was used before. An
 * API that closes idle connections, or a NAT that forgets them, is no failure; no other failure is retried. Thread safe.
 */
final class AskAgain implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest again =
                ClassicRequestBuilder.copy(request).build(); // Sending the first one adds the key to it.
        acquire(scope);
        try {
            return chain.proceed(request, scope);
        } catch (NoAnswerException e) {
            acquireNew(scope, e);
            return chain.proceed(again, scope);
        }
    }

    /** Acquires a new connection. Idle ones that the pool gives first are closed: they may be dead, too. */
    private static void acquireNew(ExecChain.Scope scope, NoAnswerException failure) throws IOException {
        ExecRuntime runtime = scope.execRuntime;
        do {
            runtime.discardEndpoint();
            if (RequestDeadline.hasPassed(scope.clientContext)) {
                throw failure;
            }
            acquire(scope);
        } while (runtime.isEndpointConnected());
        if (RequestDeadline.hasPassed(scope.clientContext)) { // While there was no connection that it could close.
            runtime.discardEndpoint();
            throw failure;
        }
    }

    private static void acquire(ExecChain.Scope scope) throws IOException {
        try {
            if (!scope.execRuntime.isEndpointAcquired()) {
                scope.execRuntime.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
            }
        } catch (IllegalStateException e) {
            throw new PoolClosedException(e);
        }
    }
}
