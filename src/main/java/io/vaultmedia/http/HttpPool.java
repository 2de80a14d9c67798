package io.vaultmedia.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Builds the connection pool for the HTTP client of the route {@code vault-fetch-page}. It uses the TLS settings of Camel's
 * {@code https} component. Unlike Camel's own pool, it bounds the head of an answer, and its connections are {@link
 * QuietConnection}s.
 */
public final class HttpPool {

    private static final int MAX_HEADER_LINES = 200;
    private static final int MAX_LINE_LENGTH = 32 * 1024;

    /** A connection that was idle for longer is checked before it is used again: the API may have closed it. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(1);

    private static final Timeout LONGEST_PAUSE = Timeout.ofSeconds(30);

    private HttpPool() {}

    /** Returns a pool with at most this number of connections. */
    public static HttpClientConnectionManager of(CamelContext context, int connections) {
        return of(context, connections, new Patience());
    }

    static HttpClientConnectionManager of(CamelContext context, int connections, Patience patience) {
        Http1Config head = Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADER_LINES)
                .setMaxLineLength(MAX_LINE_LENGTH)
                .build();
        HttpComponent https = context.getComponent("https", HttpComponent.class);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(tls(context, https), https.getX509HostnameVerifier()))
                .setConnectionFactory(socket -> connect(socket, head, patience))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(IDLE)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(LONGEST_PAUSE).build())
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .build();
    }

    private static ManagedHttpClientConnection connect(Socket socket, Http1Config head, Patience patience)
            throws IOException {
        QuietConnection connection = new QuietConnection(head, patience);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    private static SSLContext tls(CamelContext context, HttpComponent https) {
        SSLContextParameters settings = https.getSslContextParameters();
        if (settings == null && https.isUseGlobalSslContextParameters()) {
            settings = context.getSSLContextParameters();
        }
        try {
            return settings == null ? SSLContexts.createDefault() : settings.createSSLContext(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the TLS settings of Camel's https component cannot be used", e);
        }
    }
}
