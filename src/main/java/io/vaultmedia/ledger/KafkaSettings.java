package io.vaultmedia.ledger;

import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The settings of the Kafka clients that we open besides Camel's producers: addresses, TLS, SASL and all else come from
 * {@code camel.component.kafka.*}, as theirs do.
 */
public final class KafkaSettings {

    private static final int ADMIN_TIMEOUT_MS = 10_000;

    private final CamelContext context;

    public KafkaSettings(CamelContext context) {
        this.context = context;
    }

    /** Settings for an admin client, which soon tells that Kafka is not there. */
    Properties admin() {
        Properties admin = only(AdminClientConfig.configNames(), configuration().createProducerProperties());
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers());
        return admin;
    }

    /** Settings for a consumer that reads committed records of assigned partitions, as bytes, and commits nothing. */
    Properties reader() {
        Properties reader = only(ConsumerConfig.configNames(), configuration().createConsumerProperties());
        reader.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers());
        reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reader.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reader.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return reader;
    }

    /** The brokers' addresses; where none are set, an exception says which key to set. */
    String brokers() {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        return kafka.getKafkaClientFactory() == null
                ? configuration().getBrokers()
                : kafka.getKafkaClientFactory().getBrokers(configuration());
    }

    /** As an endpoint gets it: Camel's TLS for all components ({@code camel.ssl.*}) is added only then. */
    private KafkaConfiguration configuration() {
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        KafkaConfiguration copy = kafka.getConfiguration().copy();
        if (copy.getSslContextParameters() == null && kafka.isUseGlobalSslContextParameters()) {
            copy.setSslContextParameters(context.getSSLContextParameters());
        }
        return copy;
    }

    private static Properties only(Set<String> names, Properties all) {
        Properties some = new Properties();
        all.forEach((name, value) -> {
            if (names.contains(name)) {
                some.put(name, value);
            }
        });
        return some;
    }
}
