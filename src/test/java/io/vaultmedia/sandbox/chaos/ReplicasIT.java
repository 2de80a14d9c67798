package io.vaultmedia.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Guarantee 5, one poller: replicas with default settings share the shards, and recover within the documented times when a
 * replica or Kafka fails.
 */
class ReplicasIT {

    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration RESUME = Duration.ofSeconds(10);
    private static final Duration COLD_START = Duration.ofSeconds(20);
    private static final Duration FAILOVER = Duration.ofSeconds(15);

    /** Before any session times out, which takes 8 s. */
    private static final Duration HAND_OVER = Duration.ofSeconds(6);

    private static Cluster cluster;

    @RegisterExtension
    final TestExecutionExceptionHandler report = (context, e) -> {
        throw new AssertionError(e.getMessage() + cluster.report(), e);
    };

    @BeforeAll
    static void start() {
        cluster = Cluster.start(ClusterSetup.ofBuild("replicas", 1, 30, Map.of(), 1));
        cluster.startBroker();
        cluster.api().live(5);
    }

    @AfterEach
    void nothingIsRepeated() {
        cluster.heal(1);
        assertThat(cluster.deliveries()).extracting(Delivery::id).doesNotHaveDuplicates();
    }

    @AfterAll
    static void nothingIsLost() {
        try (Cluster last = cluster) {
            Verdict verdict = last.settle();
            List<String> overlaps = last.overlaps();
            System.out.printf("replicas: %s  polled by two %,3d%n", verdict, overlaps.size());

            assertThat(verdict.isGood())
                    .as("%s%n%s", verdict, verdict.details())
                    .isTrue();
            assertThat(overlaps).as("two replicas at one connection").isEmpty();
        }
    }

    @Test
    void startsByItselfWhenKafkaComes() {
        cluster.stopReplicas();
        cluster.killBroker();
        cluster.start(1);
        Awaitility.await("an answer of health")
                .until(() -> cluster.replica(1).readiness().statusCode() == 503);
        Awaitility.await("health to say what it waits for")
                .untilAsserted(() -> assertThat(cluster.replica(1).readiness().body())
                        .as("readiness")
                        .contains(cluster.brokers()));
        assertThat(cluster.replica(1).isReady()).isFalse();

        cluster.startBroker();

        assertWithin(COLD_START, "start once Kafka has come", cluster.awaitAllPolled());
        Awaitility.await("readiness").until(() -> cluster.replica(1).isReady());
    }

    @Test
    void goesOnSoonAfterKafkaIsBackAndAsksForNoMoreThanUsualMeanwhile() {
        twoReplicas();
        Set<String> before = news();
        cluster.killBroker();
        int requests = cluster.api().requests().size();
        long killed = System.nanoTime();
        cluster.api().news();
        Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        int asked = cluster.api().requests().size() - requests;
        long seconds = Duration.ofNanos(System.nanoTime() - killed).toSeconds() + 1;

        cluster.startBroker();

        long back = System.nanoTime();
        Awaitility.await("news of each connection")
                .until(() -> connectionsOf(news(), before).equals(Cluster.allConnections()));
        assertWithin(RESUME, "resume once Kafka is back", Duration.ofNanos(System.nanoTime() - back));
        assertThat((long) asked)
                .as("requests in the %d s without Kafka: two a second for each connection", seconds)
                .isLessThanOrEqualTo(2 * seconds * Accounts.ALL.size());
    }

    @Test
    void shareTheShardsEvenly() {
        twoReplicas();
        assertThat(cluster.owned()).containsExactly(4, 4);

        cluster.start(3);
        cluster.awaitBalance(3);
        assertThat(cluster.owned()).containsExactlyInAnyOrder(3, 3, 2);

        cluster.replica(3).terminate();
        cluster.awaitBalance(2);
    }

    @Test
    void whoIsTerminatedEndsSoonAndGivesItsShardsAwayAtOnce() {
        twoReplicas();
        Set<String> moving = connectionsOf(1);

        assertWithin(STOP, "end after SIGTERM", cluster.replica(1).terminate());

        long ended = System.currentTimeMillis();
        long taken = cluster.awaitPolls(ended, by(2), moving);
        assertWithin(HAND_OVER, "hand-over once it has ended", Duration.ofMillis(taken - ended));
    }

    @Test
    void theShardsOfADeadReplicaAreTakenOver() {
        twoReplicas();
        Set<String> moving = connectionsOf(1);
        cluster.replica(1).kill();
        long killed = System.currentTimeMillis();

        long taken = cluster.awaitPolls(killed, by(2), moving);

        assertWithin(FAILOVER, "failover after kill -9", Duration.ofMillis(taken - killed));
    }

    @Test
    void aZombieRejoinsByItself() {
        twoReplicas();
        Set<String> moving = connectionsOf(1);
        Set<String> before = news();
        cluster.replica(1).pause();
        cluster.awaitPolls(System.currentTimeMillis(), by(2), moving);
        cluster.api().news();
        Awaitility.await("news of each connection")
                .until(() -> connectionsOf(news(), before).equals(Cluster.allConnections()));

        long woken = System.currentTimeMillis();
        cluster.resume(1);

        cluster.awaitBalance(2);
        long polled = cluster.awaitPolls(woken, by(1), connectionsOf(1));
        System.out.printf("replicas: a zombie is at work again after %.1f s%n", (polled - woken) / 1000.0);
    }

    /** Two that have what they will have. */
    private static void twoReplicas() {
        cluster.heal(2);
        cluster.awaitBalance(2);
        cluster.awaitAllPolled();
        cluster.awaitAllPolled();
    }

    private static Predicate<Replica> by(int number) {
        return replica -> replica.number() == number;
    }

    /** The connections that this replica polled last. */
    private static Set<String> connectionsOf(int replica) {
        Set<String> connections = cluster.pollers().entrySet().stream()
                .filter(poller -> poller.getValue() == replica)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(connections).as("connections of replica %d", replica).isNotEmpty();
        return connections;
    }

    /** The ids of what the API's {@code news} commands have stored, as far as it was published. */
    private static Set<String> news() {
        return cluster.deliveries().stream()
                .map(Delivery::id)
                .filter(id -> id.contains("/news-"))
                .collect(Collectors.toSet());
    }

    /** Whose news are new. */
    private static Set<String> connectionsOf(Set<String> news, Set<String> before) {
        return news.stream()
                .filter(id -> !before.contains(id))
                .map(id -> id.substring(0, id.indexOf('/')))
                .collect(Collectors.toSet());
    }

    private static void assertWithin(Duration limit, String what, Duration took) {
        System.out.printf("replicas: %s: %.1f s, %d s allowed%n", what, took.toMillis() / 1000.0, limit.toSeconds());
        assertThat(took).as(what).isLessThan(limit);
    }
}
