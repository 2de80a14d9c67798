package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vaultmedia.event.Topics;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas that open one shard at the same time, as where one of them was paused while it did. */
@WithKafka
class ShardOpeningTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<Runnable> betweenTheLanes = new ArrayDeque<>();
    private final List<ShardProducers> opened = new ArrayList<>();
    private KafkaClients clients;

    @BeforeEach
    void start() throws Exception {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        kafka.getConfiguration().setBrokers(KafkaExtension.bootstrapServers());
        kafka.setKafkaClientFactory(new DefaultKafkaClientFactory() {
            @Override
            @SuppressWarnings("rawtypes") // The interface's own raw type.
            public Producer getProducer(Properties properties) {
                if (properties.getProperty("transactional.id").endsWith("-b") && !betweenTheLanes.isEmpty()) {
                    betweenTheLanes.remove().run();
                }
                return super.getProducer(properties);
            }
        });
        context.start();
        KafkaSettings settings = new KafkaSettings(context);
        new TopicSetup(settings, new Topics(prefix), 1, true, Optional.empty()).ensure();
        clients = new KafkaClients(settings);
    }

    @AfterEach
    void stop() {
        opened.forEach(ShardProducers::close);
        context.stop();
    }

    @Test
    void anyNumberMayOpenItOneAfterTheOther() {
        open();
        open();

        assertThat(opened).hasSize(2);
    }

    /** With a lane each, each would publish what the other one has published. */
    @Test
    void theyDoNotGetALaneEach() {
        betweenTheLanes.add(this::open);

        Throwable refusal = catchThrowable(this::open);

        assertThat(ShardProducers.isFenced(refusal)).as("%s", refusal).isTrue();
        assertThat(opened).as("who may publish").hasSize(1);
    }

    private void open() {
        opened.add(ShardProducers.open(clients, prefix, 0, new Topics(prefix).ledger()));
    }
}
