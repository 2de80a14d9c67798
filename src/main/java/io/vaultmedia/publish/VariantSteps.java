package io.vaultmedia.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.event.StoredItem;
import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.scan.Failure;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The steps of the routes split-page and publish-variant that each variant passes. They are a predicate and processors, not
 * bean methods: there is one call for each variant, and finding a method's parameters takes longer than the step itself.
 * Thread safe.
 */
public final class VariantSteps {

    /** The exchange property that has the page while it is filled. */
    public static final String PAGE = "vaultPage";

    /** The exchange property that has the variant as it was offered, even after a host's steps have changed the body. */
    public static final String VARIANT = "vaultVariant";

    /** The same for an item, with {@code vault.publish.granularity=item}. */
    public static final String ITEM = "vaultItem";

    private final VariantRecords records;
    private final Consumer<String> topics;
    private final boolean buriesFailures;
    private final boolean hasOwnSteps;
    private final StepsEnded stepsEnded = new StepsEnded(this);

    /**
     * @param topics makes sure that a topic which is not there from the start exists, or throws
     * @param buriesFailures true if a variant on which a host's step fails becomes a dead letter
     * @param hasOwnSteps true if a host has steps of its own: what they do to their exchange must not end the page
     */
    public VariantSteps(VariantRecords records, Consumer<String> topics, boolean buriesFailures, boolean hasOwnSteps) {
        this.records = records;
        this.topics = topics;
        this.buriesFailures = buriesFailures;
        this.hasOwnSteps = hasOwnSteps;
    }

    /**
     * Returns true if the variant in the body is newly stored, or a variant of the item in the body: then it is offered to the
     * steps that follow, an item without its other variants.
     */
    public boolean isNewlyStored(Exchange exchange) {
        StoredMedia listed = exchange.getMessage().getBody(StoredMedia.class);
        StoredMedia offered = page(exchange).offer(listed);
        boolean isNew = offered != null;
        if (isNew) {
            if (offered != listed) {
                exchange.getMessage().setBody(offered);
            }
            exchange.setProperty(offered instanceof StoredItem ? ITEM : VARIANT, offered);
            if (hasOwnSteps) {
                exchange.getUnitOfWork().addSynchronization(stepsEnded);
            }
        }
        return isNew;
    }

    /** Ends the offer: the variant is not offered again, even if nothing was published for it. */
    public void handled(Exchange exchange) {
        page(exchange).handled();
    }

    /** Ends the offer of a variant on which a host's step failed: fails the page, or makes a dead letter of the variant. */
    void failed(Exchange exchange, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RuntimeException known && cause instanceof Failure) {
                throw known; // Ours: the variant is not at fault.
            }
        }
        StoredMedia media = offered(exchange);
        String what = StepFailure.describe(
                exchange, failure, media, page(exchange).scan().getConnection().id());
        if (!buriesFailures || isStop(exchange, failure)) {
            throw new VariantStepException(what, failure);
        }
        page(exchange).failed(what);
    }

    /** A route that is stopped refuses each message: that must not bury them all. */
    private static boolean isStop(Exchange exchange, Exception failure) {
        return !exchange.getContext().isStarted()
                || Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(VariantSteps::isStop);
    }

    private static boolean isStop(Throwable failure) {
        return failure instanceof RejectedExecutionException
                || failure instanceof InterruptedException
                // camel-direct's and camel-seda's, which are not declared: they come with camel-core.
                || failure.getClass().getSimpleName().endsWith("ConsumerNotAvailableException");
    }

    /** Sets those headers of the variant's record that a host has not set. */
    public void setHeaders(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean isUntouched = !message.hasHeaders();
        records.headers(offered(exchange), page(exchange).scan().plan().kind(), (name, value) -> {
            if (isUntouched || message.getHeader(name) == null) {
                message.setHeader(name, value);
            }
        });
    }

    /** Returns true for a body that is to be written as JSON. Text and bytes are published as they are. */
    public boolean isObject(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return body instanceof StoredMedia || !(body instanceof String || body instanceof byte[]);
    }

    /** Adds the message, as a record, to the page of its variant. */
    public void addToPage(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] value = message.getBody(byte[].class);
        if (value == null) {
            throw new IllegalArgumentException("a message for direct:vault-publish-variant must have a body");
        }
        StoredMedia media = offered(exchange);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic(message, media), key(message, media).getBytes(UTF_8), value);
        MessageHeaders.copy(message, record.headers());
        page(exchange).add(media, records.inMode(record));
    }

    private String topic(Message message, StoredMedia media) {
        String chosen = MessageHeaders.topic(message);
        if (chosen != null) {
            requireTopic(chosen);
            return chosen;
        }
        String topic = records.topic(media);
        if (records.isCreatedAtFirstUse()) {
            requireOwnTopic(topic);
        }
        return topic;
    }

    private void requireTopic(String topic) {
        try {
            topics.accept(topic);
        } catch (KafkaException e) {
            throw new ShardClosedException("topic " + topic + " cannot be checked: " + e.getMessage());
        }
    }

    /** A topic that is missing, and must not be created, is no fault of the variant or of a host's step. */
    private void requireOwnTopic(String topic) {
        try {
            requireTopic(topic);
        } catch (IllegalArgumentException e) {
            throw new ShardClosedException("topic " + topic + " cannot be used: " + e.getMessage());
        }
    }

    private static String key(Message message, StoredMedia media) {
        String chosen = MessageHeaders.key(message);
        return chosen != null ? chosen : VariantRecords.key(media.connection(), media.mediaId());
    }

    static PageDraft page(Exchange exchange) {
        PageDraft page = exchange.getProperty(PAGE, PageDraft.class);
        if (page == null) {
            throw new IllegalArgumentException("direct:vault-publish-variant takes messages that come from"
                    + " vault.variant.via, with their exchange properties");
        }
        return page;
    }

    static StoredMedia offered(Exchange exchange) {
        page(exchange);
        StoredMedia variant = exchange.getProperty(VARIANT, StoredMedia.class);
        return variant != null ? variant : exchange.getProperty(ITEM, StoredMedia.class);
    }
}
