package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.sandbox.net.FreePort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sharing and opening shards, against a real broker and with producers that may fail. */
@WithKafka
class ShardsTest {

    private static final int COUNT = 4;

    /** Each shard has one of them. */
    private static final List<Connection> ALL = IntStream.range(0, 100)
            .mapToObj(i -> new Connection(null, "conn_" + i))
            .toList();

    private final String prefix = KafkaExtension.freshPrefix();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final List<Shards> replicas = new ArrayList<>();
    private final Set<Optional<ClassLoader>> loaders = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start() {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        kafka.getConfiguration().setBrokers(KafkaExtension.bootstrapServers());
        kafka.setKafkaClientFactory(new DefaultKafkaClientFactory() {
            @Override
            @SuppressWarnings("rawtypes") // The interface's own raw type.
            public Producer getProducer(Properties properties) {
                AtomicInteger left = refusals.get(properties.getProperty("transactional.id"));
                if (left != null && left.getAndDecrement() > 0) {
                    throw new TimeoutException("no coordinator");
                }
                loaders.add(Optional.ofNullable(Thread.currentThread().getContextClassLoader()));
                return super.getProducer(properties);
            }

            @Override
            @SuppressWarnings("rawtypes")
            public Consumer getConsumer(Properties properties) {
                loaders.add(Optional.ofNullable(Thread.currentThread().getContextClassLoader()));
                return super.getConsumer(properties);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        replicas.forEach(Shards::stop);
        context.stop();
    }

    private Shards join() {
        return join(Optional.empty());
    }

    private Shards join(Optional<String> instanceId) {
        return join(new Topics(prefix), instanceId);
    }

    private Shards join(Topics topics, Optional<String> instanceId) {
        KafkaSettings settings = new KafkaSettings(context);
        TopicSetup setup = new TopicSetup(settings, topics, COUNT, false, new NewTopics(true, Optional.empty()));
        Shards shards = new Shards(COUNT, settings, new GroupSettings(prefix, instanceId), setup, topics.ledger());
        replicas.add(shards);
        shards.start();
        shards.use(ALL);
        shards.join();
        return shards;
    }

    private static void awaitAll(Shards shards) {
        await().untilAsserted(
                        () -> assertThat(shards.owned()).as(shards.trouble()).isEqualTo(COUNT));
    }

    @Test
    void oneReplicaHasThemAll() {
        Shards only = join();
        awaitAll(only);
        assertThat(only.trouble()).isNull();
    }

    @Test
    void twoReplicasShareThemAndOneThatLeavesGivesItsOwnAway() {
        Shards first = join();
        awaitAll(first);
        Shards second = join();
        await().untilAsserted(
                        () -> assertThat(List.of(first.owned(), second.owned())).containsExactly(2, 2));
        assertThat(second.trouble()).isNull();

        first.stop();
        assertThat(first.owned()).isZero();
        awaitAll(second);
    }

    @Test
    void oneReplicaMoreThanShardsIsReadyToTakeOver() {
        for (int i = 0; i < COUNT; i++) {
            join();
        }
        await().until(() -> replicas.stream().allMatch(shards -> shards.owned() == 1));
        Shards standby = join();
        await().untilAsserted(() -> assertThat(standby.trouble()).isNull());
        assertThat(replicas.stream().mapToInt(Shards::owned).sum()).isEqualTo(COUNT);
    }

    @Test
    void oneThatComesBackUnderItsOwnNameHasWhatItHad() {
        Shards first = join(Optional.of("one"));
        Shards second = join(Optional.of("two"));
        await().until(() -> first.owned() == 2 && second.owned() == 2);
        first.stop();
        Shards again = join(Optional.of("one"));
        await().until(() -> again.owned() == 2);
        assertThat(second.owned()).isEqualTo(2);
    }

    @Test
    void aShardThatKafkaRefusedForAWhileOpensOnceItDoesNot() {
        refusals.put(prefix + "-1", new AtomicInteger(2));
        awaitAll(join());
    }

    @Test
    void aShardThatCannotBeOpenedDoesNotKeepTheOthersClosed() {
        refusals.put(prefix + "-0", new AtomicInteger(Integer.MAX_VALUE));
        Shards shards = join();
        await().until(() -> shards.owned() == COUNT - 1 && shards.trouble() != null);
        assertThat(shards.trouble()).contains("no coordinator");
    }

    private KafkaConsumer<byte[], byte[]> foreignConsumer() {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KafkaExtension.bootstrapServers(), "group.id", prefix),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(new Topics(prefix).ledger()));
        return consumer;
    }

    @Test
    void nobodyElseCanJoinTheGroup() {
        Shards shards = join();
        awaitAll(shards);
        try (KafkaConsumer<byte[], byte[]> foreign = foreignConsumer()) {
            assertThatThrownBy(() -> foreign.poll(Duration.ofSeconds(10)))
                    .isInstanceOf(InconsistentGroupProtocolException.class);
        }
        assertThat(shards.owned()).isEqualTo(COUNT);
        assertThat(shards.trouble()).isNull();
    }

    @Test
    void saysWhichSettingNamesAGroupThatOthersUseAndWaitsUntilTheyAreGone() {
        awaitAll(join());
        replicas.get(0).stop();
        Shards shards;
        try (KafkaConsumer<byte[], byte[]> foreign = foreignConsumer()) {
            await().until(() -> {
                foreign.poll(Duration.ofMillis(100));
                return !foreign.assignment().isEmpty();
            });
            shards = join();
            await().untilAsserted(() -> assertThat(shards.trouble())
                    .isEqualTo(
                            "the consumer group " + prefix + " (vault.group) has members that are not replicas of this"
                                    + " installation, so no shards are assigned: stop what else uses this group, or stop all"
                                    + " replicas and give all of them another vault.group"));
            assertThat(shards.assigned()).isZero();
        }
        awaitAll(shards);
        assertThat(shards.trouble()).isNull();
    }

    @Test
    void anotherInstallationCannotUseTheSameGroup() {
        awaitAll(join());
        Shards other = join(new Topics(prefix + "-other"), Optional.empty());
        await().untilAsserted(
                        () -> assertThat(other.trouble()).contains("(vault.group) has members that are not replicas"));
        assertThat(replicas.get(0).owned()).isEqualTo(COUNT);
    }

    @Test
    void sharesNoPartitionsThatTheLedgerWasNotMadeFor() throws Exception {
        Shards first = join();
        awaitAll(first);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createPartitions(Map.of(new Topics(prefix).ledger(), NewPartitions.increaseTo(2 * COUNT)))
                    .all()
                    .get();
        }
        Shards second = join();

        await().untilAsserted(
                        () -> assertThat(List.of(first.owned(), second.owned())).containsExactly(2, 2));
        assertThat(first.trouble()).isNull();
        assertThat(second.trouble()).isNull();
    }

    @Test
    void kafkasClassesAreFoundByTheLoaderOfOurs() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            awaitAll(join());
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(loaders).containsExactly(Optional.of(Shards.class.getClassLoader()));
    }

    @Test
    void saysThatNoKafkaIsAtTheAddress() {
        String closed = "127.0.0.1:" + FreePort.any();
        context.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers(closed);
        Shards shards = join();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shards.trouble())
                .startsWith("Kafka at " + closed + " cannot be reached: the connection is refused"));
    }

    @Test
    void itsThreadsEndWithIt() {
        refusals.put(prefix + "-0", new AtomicInteger(Integer.MAX_VALUE));
        Shards shards = join();
        await().until(() -> shards.owned() == COUNT - 1);
        shards.stop();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(
                        t -> t.getName().equals("vault-shards") || t.getName().equals("vault-ownership")));
    }
}
