package io.vaultmedia.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.VariantRecords;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

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

    /** Headers by which a host chooses a record's key and topic, as each version of camel-kafka calls them. */
    private static final String[] KEY = {KafkaConstants.KEY, "CamelKafkaKey", "kafka.KEY"};

    private static final String[] TOPIC = {
        KafkaConstants.OVERRIDE_TOPIC, "CamelKafkaOverrideTopic", "kafka.OVERRIDE_TOPIC"
    };

    private static final Set<String> OWN_HEADERS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        OWN_HEADERS.addAll(VariantRecords.HEADERS);
    }

    private final HeaderFilterStrategy foreignHeaders = new KafkaHeaderFilterStrategy();
    private final VariantRecords records;
    private final Consumer<String> topics;
    private final boolean buriesFailures;

    /**
     * @param topics makes sure that a topic of the host's choice exists, or throws
     * @param buriesFailures true if a variant on which a host's step fails becomes a dead letter
     */
    public VariantSteps(VariantRecords records, Consumer<String> topics, boolean buriesFailures) {
        this.records = records;
        this.topics = topics;
        this.buriesFailures = buriesFailures;
    }

    /** Returns true if the variant in the body is newly stored: then it is offered to the steps that follow. */
    public boolean isNewlyStored(Exchange exchange) {
        StoredVariant variant = exchange.getMessage().getBody(StoredVariant.class);
        boolean isNew = page(exchange).offer(variant);
        if (isNew) {
            exchange.setProperty(VARIANT, variant);
        }
        return isNew;
    }

    /** Ends the offer: the variant is not offered again, even if nothing was published for it. */
    public void handled(Exchange exchange) {
        page(exchange).handled();
    }

    /** Ends the offer of a variant on which a host's step failed: fails the page, or makes a dead letter of the variant. */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof LateMessageException late) {
            throw late;
        }
        StoredVariant variant = variant(exchange);
        String what = StepFailure.describe(
                exchange,
                failure,
                variant,
                page(exchange).scan().getConnection().id());
        if (!buriesFailures) {
            throw new VariantStepException(what, failure);
        }
        page(exchange).failed(what);
    }

    /** Sets those headers of the variant's record that a host has not set. */
    public void setHeaders(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean isUntouched = !message.hasHeaders();
        records.headers(variant(exchange), page(exchange).scan().plan().kind(), (name, value) -> {
            if (isUntouched || message.getHeader(name) == null) {
                message.setHeader(name, value);
            }
        });
    }

    /** Returns true for a body that is to be written as JSON. Text and bytes are published as they are. */
    public boolean isObject(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return body instanceof StoredVariant || !(body instanceof String || body instanceof byte[]);
    }

    /** Adds the message, as a record, to the page of its variant. */
    public void addToPage(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] value = message.getBody(byte[].class);
        if (value == null) {
            throw new IllegalArgumentException("a message for direct:vault-publish-variant must have a body");
        }
        StoredVariant variant = variant(exchange);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic(message, variant), key(message, variant).getBytes(UTF_8), value);
        addHeaders(message, record.headers());
        page(exchange).add(variant, record);
    }

    private String topic(Message message, StoredVariant variant) {
        String chosen = header(message, TOPIC);
        if (chosen == null) {
            return records.topic(variant);
        }
        topics.accept(chosen);
        return chosen;
    }

    private static String key(Message message, StoredVariant variant) {
        String chosen = header(message, KEY);
        return chosen != null ? chosen : VariantRecords.key(variant.connection(), variant.mediaId());
    }

    private static String header(Message message, String[] names) {
        if (message.getHeaders().size() > OWN_HEADERS.size()) {
            for (String name : names) {
                String value = message.getHeader(name, String.class);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    /** The record's own headers come first, in their documented order; then those that a host has set. */
    private void addHeaders(Message message, Headers headers) {
        Map<String, Object> all = message.getHeaders();
        for (String name : VariantRecords.HEADERS) {
            add(message, headers, name, all.get(name));
        }
        if (all.size() > OWN_HEADERS.size()) {
            all.forEach((name, value) -> {
                if (!OWN_HEADERS.contains(name)
                        && !foreignHeaders.applyFilterToCamelHeaders(name, value, message.getExchange())) {
                    add(message, headers, name, value);
                }
            });
        }
    }

    private static void add(Message message, Headers headers, String name, Object value) {
        if (value instanceof byte[] bytes) {
            headers.add(name, bytes);
        } else if (value != null) {
            String text = value instanceof String string
                    ? string
                    : message.getExchange().getContext().getTypeConverter().tryConvertTo(String.class, value);
            if (text != null) {
                headers.add(name, text.getBytes(UTF_8));
            }
        }
    }

    private static PageDraft page(Exchange exchange) {
        PageDraft page = exchange.getProperty(PAGE, PageDraft.class);
        if (page == null) {
            throw new IllegalArgumentException("direct:vault-publish-variant takes messages that come from"
                    + " vault.variant.via, with their exchange properties");
        }
        return page;
    }

    private static StoredVariant variant(Exchange exchange) {
        page(exchange);
        return exchange.getProperty(VARIANT, StoredVariant.class);
    }
}
