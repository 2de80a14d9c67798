package io.vaultmedia.command.letters;

import io.vaultmedia.ledger.LedgerEntry;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a replay writes for one dead letter, all of it in one transaction.
 *
 * @param records for consumers
 * @param entries of the ledger that speak of them
 */
record Plan(Outcome outcome, List<ProducerRecord<byte[], byte[]>> records, List<LedgerEntry> entries) {

    static Plan nothing(Outcome outcome) {
        return new Plan(outcome, List.of(), List.of());
    }
}
