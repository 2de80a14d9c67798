package io.vaultmedia.guarantees;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Makes producers that end like a process that is killed: at the commit, without closing anything. */
final class KilledAtCommit extends DefaultKafkaClientFactory {

    private final boolean isCommitted;

    /** @param isCommitted true if the kill comes after Kafka has committed, false if before */
    KilledAtCommit(boolean isCommitted) {
        this.isCommitted = isCommitted;
    }

    @Override
    @SuppressWarnings("rawtypes") // Camel's interface has it so.
    public Producer getProducer(Properties settings) {
        Producer<?, ?> real = super.getProducer(settings);
        return (Producer) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("commitTransaction")) {
                        if (isCommitted) {
                            real.commitTransaction();
                        } else {
                            real.flush();
                        }
                        throw new KafkaException("killed");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
