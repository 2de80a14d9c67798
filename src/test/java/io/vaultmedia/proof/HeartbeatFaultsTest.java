package io.vaultmedia.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.Product;
import io.vaultmedia.guarantees.Published;
import io.vaultmedia.guarantees.WithOwnKafka;
import io.vaultmedia.proof.KafkaMessage.Direction;
import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantees 1 and 5, exactly once and one poller, if heartbeats of a replica are lost while Kafka answers everything else that it
 * asks: its producers could still commit when the group gives its shards to another replica.
 */
@WithOwnKafka
class HeartbeatFaultsTest {

    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final AtomicInteger ITEMS = new AtomicInteger();
    private static final List<ApiRequest> REQUESTS = new CopyOnWriteArrayList<>();

    private static ProxiedKafka kafka;
    private static VaultSimulator api;
    private static String prefix;
    private static Replica first;
    private static Replica second;

    /** A replica, whose Kafka clients all have its name, and the port of the API at which it asks. */
    private record Replica(String name, int port, Product product) implements AutoCloseable {

        static Replica start(String name) {
            URI door = api.anotherUrl();
            Map<String, String> settings = Map.of(
                    "vault.api.base-url",
                    door.toString(),
                    "camel.component.kafka.client-id",
                    name,
                    "camel.component.kafka.session-timeout-ms",
                    Long.toString(SESSION.toMillis()),
                    "camel.component.kafka.heartbeat-interval-ms",
                    "500");
            return new Replica(name, door.getPort(), kafka.product(api, prefix, settings));
        }

        /** The requests of this replica for a connection, from this one on. */
        List<ApiRequest> requestsFor(String connection, int from) {
            return REQUESTS.stream()
                    .skip(from)
                    .filter(request ->
                            request.port() == port && request.connectionId().equals(connection))
                    .toList();
        }

        @Override
        public void close() {
            product.close();
        }
    }

    @BeforeAll
    static void start() {
        kafka = ProxiedKafka.start();
        api = VaultSimulator.start();
        api.onRequest(REQUESTS::add);
        api.vault(Product.ALICE).load(20, "full");
        api.vault(Product.BOB).load(20, "full");
        prefix = KafkaExtension.freshPrefix();
        first = Replica.start("replica-a");
        second = Replica.start("replica-b");
    }

    @BeforeEach
    void bothReplicasPoll() {
        kafka.apply(FaultRule.NONE);
        Awaitility.await("a share for each replica")
                .until(() -> pollersFrom(REQUESTS.size()).equals(Set.of(first, second)));
    }

    @AfterAll
    static void close() {
        try (ProxiedKafka last = kafka;
                VaultSimulator alsoLast = api;
                Replica one = first;
                Replica other = second) {
            kafka.apply(FaultRule.NONE);
            awaitAll();
        }
    }

    @Test
    void fewThatAreCutOrLateMoveNoShard() {
        String connection = connectionOf(first);
        int from = REQUESTS.size();

        for (Direction direction : Direction.values()) {
            applyToNext(direction, Fate.CUT);
            Fate late = Fate.held();
            applyToNext(direction, late);
            storeNewsFor(LATE);
            late.release();
        }
        storeNewsFor(SESSION);

        awaitAll();
        assertThat(first.requestsFor(connection, from)).isNotEmpty();
        assertThat(second.requestsFor(connection, from)).isEmpty();
    }

    private static void applyToNext(Direction direction, Fate fate) {
        FaultRule.Next next = new FaultRule.Next(1, FaultRule.of(ApiKeys.HEARTBEAT, direction, first.name()), fate);
        kafka.apply(next);
        Awaitility.await("a heartbeat").until(next::isSpent);
    }

    private static void storeNewsFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Awaitility.await().until(() -> {
            storeNews();
            return System.nanoTime() > end;
        });
    }

    @Test
    void ifAllAreLostTheOtherReplicaTakesTheShardsOnceThisOneHasStopped() {
        String connection = connectionOf(first);
        int from = REQUESTS.size();
        kafka.apply(message ->
                FaultRule.of(ApiKeys.HEARTBEAT, Direction.REQUEST, first.name()).test(message) ? Fate.LOST : Fate.PASS);

        Awaitility.await("the other replica to poll").until(() -> {
            storeNews();
            return second.requestsFor(connection, from).size() > 3;
        });

        awaitAll();
        long takenOver = second.requestsFor(connection, from).get(0).nanoTime();
        assertThat(first.requestsFor(connection, from))
                .as("requests of the replica without heartbeats: it went on at first")
                .isNotEmpty()
                .as("its last one, before the other's first one")
                .allSatisfy(request -> assertThat(request.nanoTime()).isLessThan(takenOver));
    }

    private static void storeNews() {
        int item = ITEMS.incrementAndGet();
        api.vault(Product.ALICE).store("news-" + item, "full");
        api.vault(Product.BOB).store("news-" + item, "full");
    }

    /** Who polls from now on, as soon as each connection was polled. */
    private static Set<Replica> pollersFrom(int from) {
        Awaitility.await("polls").until(() -> REQUESTS.stream()
                .skip(from)
                .map(ApiRequest::connectionId)
                .collect(Collectors.toSet())
                .containsAll(Set.of(Product.ALICE, Product.BOB)));
        return REQUESTS.stream()
                .skip(from)
                .map(request -> request.port() == first.port() ? first : second)
                .collect(Collectors.toSet());
    }

    /** The connection that this replica polled last. */
    private static String connectionOf(Replica replica) {
        return REQUESTS.stream()
                .filter(request -> request.port() == replica.port())
                .max(Comparator.comparingLong(ApiRequest::nanoTime))
                .orElseThrow()
                .connectionId();
    }

    private static void awaitAll() {
        Published published = kafka.published(prefix);
        published.awaitAllOf(api, "alice", Product.ALICE);
        published.awaitAllOf(api, "bob", Product.BOB);
        assertThat(published.ids()).doesNotHaveDuplicates();
    }
}
