package io.vaultmedia.command.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides what a replay writes for a dead letter. What the ledger knows as published or as replayed is never sent again. Used by
 * one thread.
 */
final class ReplayPolicy {

    private final Map<String, ConnectionSettings> configured = new HashMap<>();
    private final Settings settings;
    private final LetterMedia media;
    private final int maxAttempts;
    private final int maxRecordBytes;

    /**
     * @param maxAttempts a letter that Kafka has refused this often is not tried again
     * @param maxRecordBytes the largest record that a producer takes
     */
    ReplayPolicy(Settings settings, LetterMedia media, int maxAttempts, int maxRecordBytes) {
        this.settings = settings;
        this.media = media;
        this.maxAttempts = maxAttempts;
        this.maxRecordBytes = maxRecordBytes;
        settings.connections().forEach(one -> configured.put(one.connection().name(), one));
    }

    /** Returns the connection of a letter; empty if it is not configured. */
    Optional<Connection> connection(Letter letter) {
        return Optional.ofNullable(configured.get(letter.connection())).map(ConnectionSettings::connection);
    }

    /**
     * Returns what to write for a letter of a configured connection.
     *
     * @param isRefused true if Kafka has just refused its record
     */
    Plan plan(Letter letter, ConnectionLedger ledger, boolean isRefused) {
        ConnectionSettings connection = configured.get(letter.connection());
        if (ledger.isReplayed(letter.placeNumber(), letter.record().timestamp())) {
            return Plan.nothing(Outcome.KNOWN);
        }
        if (letter.attempts() >= maxAttempts) {
            return Plan.nothing(Outcome.TOO_OFTEN);
        }
        if (isRefused) {
            return refused(letter, connection.connection());
        }
        return LetterMedia.isHandled(letter)
                ? ofHandled(letter, connection.connection(), ledger)
                : ofEntry(letter, connection, ledger);
    }

    /**
     * The ledger has the variants' entries, and says which of them have no record: another letter of them may have been replayed,
     * or a rewind may have published them.
     */
    private Plan ofHandled(Letter letter, Connection connection, ConnectionLedger ledger) {
        Optional<StoredMedia> read = media.handled(letter);
        if (read.isEmpty()) {
            return Plan.nothing(Outcome.INCOMPLETE);
        }
        Optional<StoredMedia> left = LetterMedia.part(
                read.get(), one -> isUnpublished(ledger, read.get().mediaId(), one));
        if (left.isEmpty()) {
            return Plan.nothing(Outcome.KNOWN);
        }
        StoredMedia message = left.get();
        if (settings.publish().hasOwnSteps()) {
            List<LedgerEntry> entries = new ArrayList<>();
            for (StoredMedia.Storing one : message.storings()) {
                long keyHash = LedgerEntry.variantHash(message.mediaId(), one.label());
                List<Long> others = ledger.withoutVariant(keyHash, one.storedAt());
                entries.add(LedgerEntry.variant(connection, keyHash, others));
                entries.add(published(connection, ledger, keyHash, one));
            }
            entries.add(mark(letter, connection));
            return new Plan(Outcome.OFFERED, List.of(), entries);
        }
        return send(letter, connection, ledger, List.of(message));
    }

    private Plan ofEntry(Letter letter, ConnectionSettings connection, ConnectionLedger ledger) {
        Optional<MediaItem> read = media.item(letter);
        if (read.isEmpty()) {
            return Plan.nothing(letter.value().length == 0 ? Outcome.INCOMPLETE : Outcome.INVALID);
        }
        MediaItem item = read.get();
        ScanState state = new ScanState(null, ledger.state().since(), null, null);
        Scan scan =
                new Scan(connection, new ScanPlan(ScanKind.SWEEP, null, null), state, settings.scan(), 0, () -> false);
        Predicate<StoredMedia.Storing> isWanted = one -> scan.reaches(one.storedAt())
                && connection.filter().matches(item.type(), item.duration(), one.label(), one.contentType());
        String name = connection.connection().name();
        if (media.messages(name, item, isWanted).isEmpty()) {
            return Plan.nothing(Outcome.FILTERED);
        }
        List<StoredMedia> news = media.messages(name, item, isWanted.and(one -> !isKnown(ledger, item.id(), one)));
        if (news.isEmpty()) {
            return Plan.nothing(Outcome.KNOWN);
        }
        return settings.publish().hasOwnSteps()
                ? Plan.nothing(Outcome.LEFT_TO_SWEEP)
                : send(letter, connection.connection(), ledger, news);
    }

    private static boolean isKnown(ConnectionLedger ledger, String mediaId, StoredMedia.Storing one) {
        return ledger.knowsVariant(LedgerEntry.variantHash(mediaId, one.label()), one.storedAt());
    }

    private static boolean isUnpublished(ConnectionLedger ledger, String mediaId, StoredMedia.Storing one) {
        return ledger.unpublished(LedgerEntry.variantHash(mediaId, one.label())).contains(one.storedAt());
    }

    /** Its other letters, if there are any, are not replayed. */
    private static LedgerEntry published(
            Connection connection, ConnectionLedger ledger, long keyHash, StoredMedia.Storing one) {
        return LedgerEntry.unpublished(connection, keyHash, ledger.withoutUnpublished(keyHash, one.storedAt()));
    }

    private Plan send(Letter letter, Connection connection, ConnectionLedger ledger, List<StoredMedia> messages) {
        List<ProducerRecord<byte[], byte[]>> records =
                messages.stream().map(message -> media.record(message, letter)).toList();
        if (records.stream().anyMatch(record -> OutboundRecord.sizeOf(record) > maxRecordBytes)) {
            return refused(letter, connection);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        int count = 0;
        for (StoredMedia message : messages) {
            for (StoredMedia.Storing one : message.storings()) {
                long keyHash = LedgerEntry.variantHash(message.mediaId(), one.label());
                if (!ledger.knowsVariant(keyHash, one.storedAt())) {
                    entries.add(LedgerEntry.variant(connection, keyHash, ledger.withVariant(keyHash, one.storedAt())));
                } else {
                    entries.add(published(connection, ledger, keyHash, one));
                }
                count++;
            }
        }
        entries.add(mark(letter, connection));
        entries.add(LedgerEntry.connection(connection, ledger.writtenState(), ledger.publishedTotal() + count));
        return new Plan(Outcome.SENT, records, entries);
    }

    /** A new letter takes the place of this one, and counts the attempt. */
    private Plan refused(Letter letter, Connection connection) {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(
                letter.record().topic(),
                null,
                letter.record().key(),
                letter.value(),
                letter.record().headers());
        String attempts = Integer.toString(letter.attempts() + 1);
        again.headers().remove(Letter.ATTEMPTS).add(Letter.ATTEMPTS, attempts.getBytes(UTF_8));
        return new Plan(Outcome.REFUSED, List.of(again), List.of(mark(letter, connection)));
    }

    private static LedgerEntry mark(Letter letter, Connection connection) {
        return LedgerEntry.replayed(
                connection, letter.placeNumber(), letter.record().timestamp());
    }
}
