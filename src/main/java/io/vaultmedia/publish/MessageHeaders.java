package io.vaultmedia.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.event.VariantRecords;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.kafka.common.header.Headers;

/** The headers of a message that becomes a record: ours, those that a host has set, and those that are Camel's. Stateless. */
final class MessageHeaders {

    /** Headers by which a host chooses a record's key and topic, as each version of camel-kafka calls them. */
    private static final String[] KEY = {KafkaConstants.KEY, "CamelKafkaKey", "kafka.KEY"};

    private static final String[] TOPIC = {
        KafkaConstants.OVERRIDE_TOPIC, "CamelKafkaOverrideTopic", "kafka.OVERRIDE_TOPIC"
    };

    /** The place of each of ours in a record. A message keeps its headers by name, where a look-up costs more. */
    private static final Map<String, Integer> PLACES = IntStream.range(0, VariantRecords.HEADERS.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(VariantRecords.HEADERS::get, place -> place));

    private static final HeaderFilterStrategy CAMELS = new KafkaHeaderFilterStrategy();

    private MessageHeaders() {}

    /** Returns the key that a host has chosen, or null. */
    static String key(Message message) {
        return chosen(message, KEY);
    }

    /** Returns the topic that a host has chosen, or null. */
    static String topic(Message message) {
        return chosen(message, TOPIC);
    }

    private static String chosen(Message message, String[] names) {
        if (message.getHeaders().size() > PLACES.size()) {
            for (String name : names) {
                String value = message.getHeader(name, String.class);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    /** Copies ours in their documented order, then those that a host has set, and none of Camel's. */
    static void copy(Message message, Headers headers) {
        Map<String, Object> all = message.getHeaders();
        Object[] ours = new Object[PLACES.size()];
        all.forEach((name, value) -> {
            Integer place = place(name);
            if (place != null) {
                ours[place] = value;
            }
        });
        for (int i = 0; i < ours.length; i++) {
            add(message, headers, VariantRecords.HEADERS.get(i), ours[i]);
        }
        if (all.size() > ours.length) {
            all.forEach((name, value) -> {
                if (place(name) == null && !CAMELS.applyFilterToCamelHeaders(name, value, message.getExchange())) {
                    add(message, headers, name, value);
                }
            });
        }
    }

    private static Integer place(String name) {
        Integer place = PLACES.get(name);
        return place != null ? place : PLACES.get(name.toLowerCase(Locale.ROOT));
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
}
