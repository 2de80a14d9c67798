package io.vaultmedia.http;

import static io.vaultmedia.http.KeepAliveServer.PAGE;
import static io.vaultmedia.http.KeepAliveServer.reset;
import static io.vaultmedia.http.KeepAliveServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.http.KeepAliveServer.Answer;
import io.vaultmedia.http.KeepAliveServer.Request;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that a NAT, a load balancer or the server has closed or forgotten since the last request. */
@org.junit.jupiter.api.Timeout(60)
class AskAgainTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Duration SHORT = Duration.ofMillis(300);

    private final AtomicLong nanos = new AtomicLong();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private Duration deadline = Duration.ofSeconds(20);
    private Patience patience = new Patience(SHORT, System::nanoTime);
    private HttpClientConnectionManager pool;
    private CloseableHttpClient client;
    private KeepAliveServer server;

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        context.close();
    }

    private void start(Answer answer) throws IOException {
        server = new KeepAliveServer(answer);
        pool = HttpPool.of(context, 4, patience);
        HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool);
        new VaultHttpClient(connection -> ApiKey.of("sk_1"), reference -> Optional.of(ALICE), deadline, Set.of())
                .configureHttpClient(builder);
        client = builder.setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(2))
                        .build())
                .build();
    }

    private String get() throws IOException {
        HttpGet get = new HttpGet("http://127.0.0.1:" + server.port() + "/v2/vault-plus/media");
        get.setHeader("x-connection-id", ALICE.reference());
        return client.execute(get, response -> EntityUtils.toString(response.getEntity()));
    }

    /** Answers the first request of each connection, and does something else for later ones. */
    private static Answer onlyTheFirst(Answer otherwise) {
        return (request, client) -> {
            if (request.ofConnection() == 1) {
                send(client, PAGE);
            } else {
                otherwise.to(request, client);
            }
        };
    }

    private static void swallow(Request request, Socket client) {}

    @Test
    void aReusedConnectionThatSwallowsARequest() throws Exception {
        start(onlyTheFirst(AskAgainTest::swallow));

        get();
        assertThat(get()).isEqualTo("{\"items\":[]}");

        assertThat(server.requests()).containsExactly(new Request(1, 1, 1), new Request(2, 1, 2), new Request(3, 2, 1));
    }

    @Test
    void aReusedConnectionThatIsReset() throws Exception {
        start(onlyTheFirst((request, client) -> reset(client)));

        get();
        assertThat(get()).isEqualTo("{\"items\":[]}");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aReusedConnectionThatIsClosedWithoutAWord() throws Exception {
        start(onlyTheFirst((request, client) -> client.close()));

        get();
        assertThat(get()).isEqualTo("{\"items\":[]}");
        assertThat(server.requests()).hasSize(3);
    }

    /** Within the second in which the pool does not check it. */
    @Test
    void aConnectionThatIsClosedBetweenTwoPolls() throws Exception {
        start((request, client) -> {
            send(client, PAGE);
            client.close();
        });

        for (int poll = 0; poll < 5; poll++) {
            assertThat(get()).isEqualTo("{\"items\":[]}");
        }
        assertThat(server.requests()).hasSize(5);
    }

    /** A NAT forgets all of them: another one from the pool would be dead, too. */
    @Test
    void isAskedOnANewConnectionEvenIfThePoolHasOthers() throws Exception {
        CyclicBarrier all = new CyclicBarrier(3); // None is answered before all have come: so each needs a connection.
        Answer page = onlyTheFirst(AskAgainTest::swallow);
        start((request, client) -> {
            if (request.number() <= 3) {
                await(all);
            }
            page.to(request, client);
        });
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<String>> first = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            first.add(threads.submit(this::get));
        }
        for (Future<String> one : first) {
            one.get();
        }
        threads.shutdown();
        int connections = server.connections();

        assertThat(get()).isEqualTo("{\"items\":[]}");

        assertThat(server.requests()).hasSize(5);
        assertThat(server.requests().get(4).connection()).isEqualTo(connections + 1);
    }

    private static void await(CyclicBarrier all) throws IOException {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    @Test
    void isAskedOnceMoreAndNotAgain() throws Exception {
        start((request, client) -> {
            if (request.number() == 1) {
                send(client, PAGE);
            } else {
                client.close();
            }
        });
        get();

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void isNotAskedAgainOnceAnAnswerBegan() throws Exception {
        start(onlyTheFirst((request, client) -> {
            send(client, "H");
            client.close();
        }));
        get();

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void isNotAskedAgainIfTheConnectionWasNew() throws Exception {
        start((request, client) -> client.close());

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void isNotAskedAgainOnceItsTimeIsOver() throws Exception {
        deadline = Duration.ofMillis(500);
        patience = new Patience(Duration.ofMinutes(1), nanos::get);
        start(onlyTheFirst(AskAgainTest::swallow));
        get();

        assertThatThrownBy(this::get).isInstanceOf(DeadlinePassedException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void isNotAskedAgainOnceTheProgramStops() throws Exception {
        start(onlyTheFirst((request, client) -> pool.close(CloseMode.IMMEDIATE)));
        get();

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(2);
        assertThatThrownBy(this::get).isInstanceOf(PoolClosedException.class);
    }

    /** It would otherwise get each request twice. */
    @Test
    void anApiThatIsSlowIsNotTakenForAConnectionThatIsGone() throws Exception {
        patience = new Patience(SHORT, nanos::get);
        start((request, client) -> {
            if (request.number() == 3) {
                nanos.addAndGet(SHORT.toNanos()); // The answer to the second, sent once more.
            }
            if (request.number() != 2 && request.number() != 4) {
                send(client, PAGE);
            }
        });
        get();
        get();
        assertThat(server.requests()).hasSize(3);

        assertThatThrownBy(this::get).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.requests()).hasSize(4);
    }
}
