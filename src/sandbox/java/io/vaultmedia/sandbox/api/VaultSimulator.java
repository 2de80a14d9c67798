package io.vaultmedia.sandbox.api;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpRequest;

/**
 * A simulated Vault+ API: {@code GET /v2/vault-plus/media} over HTTP/1.1 on loopback, as the contract {@code
 * vault-plus-media.openapi.yaml} describes it. A connection exists once its vault was requested.
 *
 * <p>A page is read from the vault when the request arrives. Its Date is the time when the response is sent.
 *
 * <p>Thread safe. A request that waits, for latency or because it hangs, holds no thread.
 */
public final class VaultSimulator implements AutoCloseable {
    private static final String DEFAULT_KEY = "sk_sandbox_5t9Jq2vXw8RkLm3Zp7Yc";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Map<String, String> ownKeys = new ConcurrentHashMap<>();
    private final List<Consumer<ApiRequest>> listeners = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private final String apiKey;
    private final Clock clock;
    private final MediaEndpoint endpoint;
    private final ApiServer server;

    private VaultSimulator(int port, String apiKey, Clock clock) {
        this.apiKey = apiKey;
        this.clock = clock;
        this.endpoint = new MediaEndpoint(
                id -> ownKeys.getOrDefault(id, apiKey), id -> Optional.ofNullable(connections.get(id)), faults);
        this.server = ApiServer.start(port, this::serve);
    }

    /** Starts one on a free port, with a key of its own and the system's clock. */
    public static VaultSimulator start() {
        return start(0, DEFAULT_KEY, Clock.systemUTC());
    }

    /** Starts one on a free port, with a key of its own. */
    public static VaultSimulator start(Clock clock) {
        return start(0, DEFAULT_KEY, clock);
    }

    /**
     * Starts one that knows no connections yet.
     *
     * @param port 0 for a free one
     * @throws IllegalStateException if the port is taken
     */
    public static VaultSimulator start(int port, String apiKey, Clock clock) {
        return new VaultSimulator(port, apiKey, clock);
    }

    /** The value for {@code vault.api.base-url}, without a slash at its end. */
    public URI baseUrl() {
        return url(server.port());
    }

    /** Opens another port, for callers that {@link ApiRequest#port} distinguishes. */
    public URI anotherUrl() {
        return url(server.openAnother());
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The only API key that it accepts, except for connections with {@link #ownKey}. */
    public String apiKey() {
        return apiKey;
    }

    /** From now on this connection belongs to another account: only this API key reads it. */
    public void ownKey(String connectionId, String key) {
        ownKeys.put(connectionId, key);
    }

    /** Returns the connection's vault. The connection exists from now on. */
    public Vault vault(String connectionId) {
        return connection(connectionId).vault();
    }

    /** Removes the connection and its vault. */
    public void forget(String connectionId) {
        connections.remove(connectionId);
    }

    /** Returns the faults of all requests to the media endpoint. */
    public Faults faults() {
        return faults;
    }

    /** Returns the faults of this connection's requests. The connection exists from now on. */
    public Faults faults(String connectionId) {
        return connection(connectionId).faults();
    }

    public RequestLog requests() {
        return requests;
    }

    /** Calls the listener with each request that arrives, before it is evaluated; it may change vaults and faults. */
    public void onRequest(Consumer<ApiRequest> listener) {
        listeners.add(listener);
    }

    /** Closes the port and all connections at once. Requests that hang or wait get no response. */
    @Override
    public void close() {
        server.close();
    }

    private Connection connection(String id) {
        return connections.computeIfAbsent(id, key -> new Connection(new Vault(key, clock), new Faults()));
    }

    private void serve(HttpRequest request, ApiServer.Answer answer) {
        ApiRequest asked = RequestReader.read(request);
        listeners.forEach(listener -> listener.accept(asked));
        Reply reply = endpoint.answer(asked, RequestReader.apiKey(request));
        requests.enter(asked.answered(reply.status()));
        Runnable send = () -> answer.send(reply, HTTP_DATE.format(clock.instant()));
        Optional<Faults> own =
                Optional.ofNullable(connections.get(asked.connectionId())).map(Connection::faults);
        if (own.filter(known -> known.hold(send)).isEmpty() && !faults.hold(send)) {
            deliver(send, own.map(Faults::latency).or(() -> Optional.ofNullable(faults.latency())));
        }
    }

    private void deliver(Runnable send, Optional<Duration> latency) {
        if (latency.orElse(Duration.ZERO).isZero()) {
            send.run();
        } else {
            CompletableFuture.delayedExecutor(latency.get().toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(send);
        }
    }
}
