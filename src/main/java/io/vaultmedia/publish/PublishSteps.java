package io.vaultmedia.publish;

import java.util.Optional;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.kafka.clients.producer.Producer;

/**
 * What stands behind {@code to: kafka} in the route publish-page: the endpoint is one, and each of its exchanges must be
 * committed by the producer of the shard's present opening. So the thread that begins a transaction keeps its publication,
 * and the producer that camel-kafka gets from {@link #clients} passes each call on to that. camel-kafka commits when the
 * exchange's unit of work ends. Thread safe.
 */
public final class PublishSteps {

    private static final ThreadLocal<Publication> PRESENT = new ThreadLocal<>();
    private final BiConsumer<OpenShard, Throwable> onFailure;

    /**
     * Steps for these shards.
     *
     * @param onFailure is told why a transaction failed: its shard has to be opened again
     */
    public PublishSteps(BiConsumer<OpenShard, Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    /**
     * Begins the transaction that was requested for the shard of the page in the body, and replaces the body by the records to
     * send. Stops the exchange if there is nothing to do.
     */
    public void begin(Exchange exchange) {
        Optional<Publication> begun =
                exchange.getMessage().getBody(ShardTransaction.class).shard().begin();
        if (begun.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        PRESENT.set(begun.get());
        // Runs after that of camel-kafka, which commits: the last one that was added runs first.
        exchange.getUnitOfWork().addSynchronization(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end(begun.get(), done.getException());
                done.setException(null); // The shard's failure is reported once, by the shard.
            }
        });
        exchange.getMessage().setBody(begun.get());
    }

    /** Ends the transaction of this thread, if it has one: to be called if a JVM Error has kept its unit of work from ending. */
    public void abandon(Throwable error) {
        Publication publication = PRESENT.get();
        if (publication != null) {
            end(publication, error);
            if (publication.shard().isRequested()) { // The loop that would go on has ended with the Error.
                onFailure.accept(publication.shard(), error);
            }
        }
    }

    private void end(Publication publication, Throwable otherwise) {
        PRESENT.remove();
        Throwable failure = publication.failure(otherwise);
        if (failure == null) {
            publication.shard().committed();
        } else {
            onFailure.accept(publication.shard(), failure);
        }
    }

    /** Returns a factory whose producer passes all calls on to the transaction of the calling thread. */
    public KafkaClientFactory clients() {
        Producer<byte[], byte[]> producer = new PresentProducer(PublishSteps::present);
        return new DefaultKafkaClientFactory() {
            @Override
            public Producer<byte[], byte[]> getProducer(Properties settings) {
                return producer;
            }

            @Override
            public String getBrokers(KafkaConfiguration configuration) {
                return null; // The producer has its own.
            }
        };
    }

    private static Publication present() {
        Publication publication = PRESENT.get();
        if (publication == null) {
            throw new IllegalStateException("this thread has begun no transaction: only publish-page may send here");
        }
        return publication;
    }
}
