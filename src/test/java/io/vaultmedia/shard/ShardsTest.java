package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.event.Topics;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sharing and opening shards, against a real broker and with producers that may fail. */
@WithKafka
class ShardsTest {

    private static final int COUNT = 4;

    private final String prefix = KafkaExtension.freshPrefix();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final List<Shards> replicas = new ArrayList<>();

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
                return super.getProducer(properties);
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
        KafkaSettings settings = new KafkaSettings(context);
        Topics topics = new Topics(prefix);
        TopicSetup setup = new TopicSetup(settings, topics, COUNT, true, Optional.empty());
        Shards shards = new Shards(COUNT, settings, new GroupSettings(prefix, instanceId), setup, topics.ledger());
        replicas.add(shards);
        shards.start();
        shards.join(List.of());
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
