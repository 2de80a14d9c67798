package io.vaultmedia.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends a single record now and then, outside of any transaction. Each time it opens a producer: it would be idle otherwise.
 * Thread safe.
 */
public final class RecordSender {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings settings;

    public RecordSender(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the offset of the record once Kafka has it.
     *
     * @throws KafkaException if Kafka does not take it within ten seconds, or an ACL is missing
     */
    public long send(ProducerRecord<byte[], byte[]> record) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RecordSender.class.getClassLoader()); // Kafka finds classes by it.
        try (Producer<byte[], byte[]> producer = new KafkaClients(settings).sender()) {
            return send(producer, record);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static long send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException refused) {
                throw new NotAllowedException(AclOperation.WRITE, "topic " + record.topic(), refused);
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            producer.close(Duration.ZERO);
            throw new KafkaException("Kafka has not taken the record within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
