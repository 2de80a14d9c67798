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
 * The connections of the route {@code fetch-page}'s HTTP client: as Camel's own, with the TLS settings of its {@code
 * https} component, but they log nothing, have bounds to the head of an answer, which Camel leaves open, and tell {@link
 * AskAgain} of an answer that did not begin.
 */
public final class HttpPool {

    private static final int MAX_HEADER_LINES = 200;
    private static final int MAX_LINE_LENGTH = 32 * 1024;

    /** A connection that was idle for longer is looked at before it is used again: the API may have closed it. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(1);

    private static final Timeout LONGEST_PAUSE = Timeout.ofSeconds(30);

    private HttpPool() {}

    /** A pool of so many connections. */
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
