package io.vaultmedia.ledger;

import io.vaultmedia.event.OutboundRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/** Lists a page's records as the messages that {@code to: kafka} sends in one transaction. Thread safe. */
public final class KafkaMessages {

    private final CamelContext context;
    private final String ledgerTopic;

    public KafkaMessages(CamelContext context, String ledgerTopic) {
        this.context = context;
        this.ledgerTopic = ledgerTopic;
    }

    /** First what consumers see, in order, then the ledger entries that speak of it. */
    public List<Message> of(PageTransaction transaction) {
        List<OutboundRecord> records = transaction.records();
        List<Message> messages =
                new ArrayList<>(records.size() + transaction.entries().size());
        records.forEach(record -> messages.add(toMessage(record)));
        int shard = transaction.shard().number();
        transaction.entries().forEach(entry -> messages.add(toMessage(entry.toRecord(ledgerTopic, shard))));
        return messages;
    }

    private Message toMessage(OutboundRecord record) {
        Message message = new RecordMessage(context);
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, record.topic());
        message.setHeader(KafkaConstants.KEY, record.key());
        if (record.partition() != null) {
            message.setHeader(KafkaConstants.PARTITION_KEY, record.partition());
        }
        record.headers().forEach(message::setHeader);
        message.setBody(record.value());
        return message;
    }

    /** Our header names are written in one way only: Camel's case-insensitive map would cost more than the rest of this. */
    private static final class RecordMessage extends DefaultMessage {

        private RecordMessage(CamelContext context) {
            super(context);
        }

        @Override
        protected Map<String, Object> createHeaders() {
            return new LinkedHashMap<>();
        }
    }
}
