package io.vaultmedia.publish;

import io.vaultmedia.ledger.ConnectionLedger.PublishedProgress;
import io.vaultmedia.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/** What a page writes, and what is counted once Kafka has committed it. Guarded by its draft until that is concluded. */
final class PageContent {

    final List<OutboundRecord> records = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    final List<Published> published = new ArrayList<>();
    final List<String> deadLetters = new ArrayList<>();
    final List<Refusals.Subject> settled = new ArrayList<>();
    int known;
    int dropped;
    PublishedProgress progress;
    boolean isOnlyProgress;
    volatile LateMessageException late;

    /** A variant of which at least one record is published. */
    record Published(String kind, long storedAt) {}

    /** Adds the progress that consumers are to know, behind all records that it speaks of. */
    void add(ProgressPolicy.Due due) {
        records.add(due.record());
        progress = due.told();
    }

    boolean isEmpty() {
        return records.isEmpty() && entries.isEmpty();
    }

    /** Throws the exception that a message which came too late has met. */
    void requireInTime() {
        if (late != null) {
            throw late;
        }
    }
}
