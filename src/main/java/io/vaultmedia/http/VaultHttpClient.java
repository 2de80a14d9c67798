package io.vaultmedia.http;

import io.vaultmedia.connection.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Configures the HTTP client of the route {@code vault-fetch-page}. A message carries a connection's reference only; this
 * class replaces it by the connection's id and adds the API key when the request is sent. It sends GET requests only, since
 * DELETE with the same path purges a customer's cache. The client follows no redirects, keeps no cookies, and retries
 * nothing but what {@link AskAgain} describes: a failed scan is retried at its connection's next turn. Thread safe.
 */
public final class VaultHttpClient implements HttpClientConfigurer, HttpRequestInterceptor {

    private static final String CONNECTION_HEADER = "x-connection-id";
    private static final String KEY_HEADER = "apiKey";

    private final Function<Connection, ApiKey> apiKeys;
    private final Function<String, Optional<Connection>> connections;
    private final Duration deadline;
    private final Set<String> answerHeaders;

    /**
     * Creates the configuration of a client.
     *
     * @param apiKeys finds the key of a connection
     * @param connections finds a connection by its {@link Connection#reference}
     * @param deadline how long a request may take, from sending it to the end of its answer
     * @param answerHeaders the headers of an answer that a message may carry; all others are removed
     */
    public VaultHttpClient(
            Function<Connection, ApiKey> apiKeys,
            Function<String, Optional<Connection>> connections,
            Duration deadline,
            Set<String> answerHeaders) {
        this.apiKeys = apiKeys;
        this.connections = connections;
        this.deadline = deadline;
        this.answerHeaders = Set.copyOf(answerHeaders);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("vault-media-routes")
                .setKeepAliveStrategy(new IdleLimit())
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "ask-again", new AskAgain())
                .addExecInterceptorFirst("known-encodings", new KnownEncodings())
                .addExecInterceptorFirst("allowed-headers", new AllowedHeaders(answerHeaders))
                .addExecInterceptorFirst("request-deadline", new RequestDeadline(deadline))
                .addRequestInterceptorLast(this);
    }

    @Override
    public void process(HttpRequest request, EntityDetails entity, HttpContext context)
            throws ProtocolException, IOException {
        if (!"GET".equals(request.getMethod()) || entity != null) {
            throw new RefusedRequestException("only GET may be sent to the API, not " + request.getMethod());
        }
        Header reference = request.getHeader(CONNECTION_HEADER);
        Connection connection = Optional.ofNullable(reference)
                .flatMap(header -> connections.apply(header.getValue()))
                .orElseThrow(() -> new RefusedRequestException("a request names no connection that is configured"));
        request.setHeader(CONNECTION_HEADER, connection.id());
        request.setHeader(KEY_HEADER, apiKeys.apply(connection).value());
        request.setHeader("Cache-Control", "no-cache, no-store");
        request.setHeader("Pragma", "no-cache");
    }
}
