package io.vaultmedia.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.LogLines;
import io.vaultmedia.connection.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** Guarantee 7 in a host that logs everything: the HTTP client prints neither the key nor an id at any level. */
class QuietConnectionTest {

    private static final Connection ALICE = new Connection("alice", "conn_secret");

    @Test
    void printsNoHeaderAtAnyLevel() throws Exception {
        try (LogLines log = LogLines.of("org.apache.hc", Level.TRACE);
                KeepAliveServer server = new KeepAliveServer((request, client) -> KeepAliveServer.send(
                        client, "HTTP/1.1 200 OK\r\nX-Echo: conn_secret\r\nContent-Length: 2\r\n\r\n{}"));
                DefaultCamelContext context = new DefaultCamelContext()) {
            HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(HttpPool.of(context, 1));
            new VaultHttpClient(
                            connection -> ApiKey.of("sk_secret"),
                            reference -> Optional.of(ALICE),
                            Duration.ofSeconds(20),
                            Set.of())
                    .configureHttpClient(builder);
            try (CloseableHttpClient client = builder.build()) {
                HttpGet get = new HttpGet("http://127.0.0.1:" + server.port() + "/v2/vault-plus/media?limit=1");
                get.setHeader("x-connection-id", ALICE.reference());
                client.execute(get, response -> EntityUtils.toString(response.getEntity()));
            }
            assertThat(log.lines(Level.DEBUG)).as("lines of the HTTP client").isNotEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
        }
    }
}
