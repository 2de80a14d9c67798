package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.event.Topics;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opening shards, against a real broker and with producers that may fail. */
@WithKafka
class ShardsTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final Topics topics = new Topics(prefix);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private Shards shards;

    @BeforeEach
    void start() throws Exception {
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
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("publish-page")
                        .templateParameter("lane")
                        .from("seda:publish-page-{{lane}}?pollTimeout=20")
                        .toF("kafka:%s?transactionalId=%s-{{lane}}&synchronous=true", topics.ledger(), prefix);
            }
        });
        context.start();
        KafkaSettings settings = new KafkaSettings(context);
        TopicSetup setup = new TopicSetup(settings, topics, 3, true, Optional.empty());
        shards = new Shards(context, 3, settings, setup, topics.ledger());
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        shards.close();
    }

    @Test
    void aShardThatKafkaRefusedForAWhileOpensOnceItDoesNot() {
        refusals.put(prefix + "-1-b", new AtomicInteger(2));
        shards.open(List.of());
        await().until(() -> shards.owned() == 3);
        assertThat(context.getRoutes()).hasSize(6);
    }

    @Test
    void aShardThatCannotBeOpenedDoesNotKeepTheOthersClosed() {
        refusals.put(prefix + "-0-a", new AtomicInteger(Integer.MAX_VALUE));
        shards.open(List.of());
        await().until(() -> shards.owned() == 2 && shards.trouble() != null);
        assertThat(shards.trouble()).contains("no coordinator");
    }

    @Test
    void itsThreadEndsWithTheContext() throws Exception {
        context.addService(shards, true);
        refusals.put(prefix + "-0-a", new AtomicInteger(Integer.MAX_VALUE));
        shards.open(List.of());
        await().until(() -> shards.trouble() != null);
        context.stop();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().equals("vault-shards")));
    }
}
