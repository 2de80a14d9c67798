package io.vaultmedia.ledger;

import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes producers whose closing has a bound. By itself it would last as long as Kafka is away, and so would the end of the
 * program; what is not committed by then is not committed, and will be published again. Thread safe.
 */
public final class ProducerFactory extends DefaultKafkaClientFactory {

    /** Each lane of each shard has a producer, and they are closed one after the other. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    @Override
    @SuppressWarnings("rawtypes") // The interface's own raw type.
    public Producer getProducer(Properties settings) {
        return new KafkaProducer<Object, Object>(settings) {
            @Override
            public void close() {
                close(PATIENCE);
            }
        };
    }
}
