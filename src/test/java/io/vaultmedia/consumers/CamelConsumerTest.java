package io.vaultmedia.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The example of docs/consuming.md for Camel applications, as it stands. */
@WithKafka
class CamelConsumerTest {

    private static final String VALUE =
            "{\"connection\":\"alice\",\"mediaId\":\"4380014052\",\"type\":\"video\",\"duration\":7.5,\"label\":\"720\","
                    + "\"storedAt\":1796004686692,\"aFieldOfLater\":true}";

    @Test
    void readsVariantsAsObjects() throws Exception {
        String topic = KafkaExtension.freshPrefix() + ".video";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (DefaultCamelContext context = new DefaultCamelContext();
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            context.getPropertiesComponent().addInitialProperty("topic", topic);
            context.getPropertiesComponent().addInitialProperty("brokers", KafkaExtension.bootstrapServers());
            context.getCamelContextExtension()
                    .registerEndpointCallback(new InterceptSendToMockEndpointStrategy("log:*"));
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("file:" + Path.of("src", "consumers", "consumer.camel.yaml")));
            context.start();
            MockEndpoint variants = context.getEndpoint("mock:log:variants", MockEndpoint.class);
            variants.expectedMessageCount(1);
            producer.send(new ProducerRecord<>(topic, "alice/4380014052", VALUE))
                    .get();

            variants.assertIsSatisfied();
            StoredVariant variant =
                    variants.getReceivedExchanges().get(0).getMessage().getBody(StoredVariant.class);
            assertThat(variant.mediaId()).isEqualTo("4380014052");
            assertThat(variant.storedAt()).isEqualTo(1_796_004_686_692L);
        }
    }
}
