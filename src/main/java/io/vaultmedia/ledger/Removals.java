package io.vaultmedia.ledger;

import com.carrotsearch.hppc.cursors.LongCursor;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a shard's ledger notes of connections that are not in the list any more, and deletes of them after a time. A connection
 * that the ledger notes as removed is not scanned, so nothing else changes its entries. One that returns in time goes on as if
 * it had never been away. Once its first entry is deleted, the others are, too, even if it returns meanwhile: then it is new.
 *
 * @param entries what to write next, in one transaction
 * @param removed how many connections were removed since the last look
 * @param returned how many of them are in the list again
 * @param forgotten how many of them the ledger does not know any more once the entries are written
 */
public record Removals(List<LedgerEntry> entries, int removed, int returned, int forgotten) {

    /** Since when a connection counts as removed whose first entries are deleted. */
    static final Instant BEING_FORGOTTEN = Instant.EPOCH;

    /** Bounds a transaction. */
    static final int MOST_VARIANTS = 5_000;

    public Removals {
        entries = List.copyOf(entries);
    }

    /**
     * Returns what to write next.
     *
     * @param listed the fingerprints of all connections that are in the list
     * @param after how long a connection must have been removed to be forgotten; empty to forget none
     */
    public static Removals of(ShardLedger ledger, Set<Long> listed, Instant now, Optional<Duration> after) {
        Look look = new Look(ledger, now, after);
        ledger.connections().forEach((fingerprint, one) -> look.at(fingerprint, one, listed.contains(fingerprint)));
        return new Removals(look.entries, look.removed, look.returned, look.forgotten);
    }

    private static final class Look {
        private final ShardLedger ledger;
        private final Instant now;
        private final Optional<Duration> after;
        private final List<LedgerEntry> entries = new ArrayList<>();
        private int room = MOST_VARIANTS;
        private int removed;
        private int returned;
        private int forgotten;

        private Look(ShardLedger ledger, Instant now, Optional<Duration> after) {
            this.ledger = ledger;
            this.now = now;
            this.after = after;
        }

        private void at(long connection, ConnectionLedger one, boolean isListed) {
            Instant since = ledger.removedAt(connection);
            if (BEING_FORGOTTEN.equals(since) || (!isListed && isOver(since))) {
                forget(connection, one, since);
            } else if (isListed && since != null) {
                returned++;
                entries.add(LedgerEntry.removed(connection, null));
            } else if (!isListed && since == null && after.isPresent() && !isBlank(one)) {
                removed++;
                entries.add(LedgerEntry.removed(connection, now));
            }
        }

        private boolean isOver(Instant since) {
            return since != null && after.isPresent() && !now.isBefore(since.plus(after.get()));
        }

        private static boolean isBlank(ConnectionLedger one) {
            return one.size() == 0
                    && one.replayed().isEmpty()
                    && one.writtenState().equals(ScanState.NONE)
                    && one.orders().equals(Orders.NONE);
        }

        /** Deletes as much as there is room for; the rest is deleted at the next look, even by another replica. */
        private void forget(long connection, ConnectionLedger one, Instant since) {
            if (room == 0) {
                return;
            }
            for (LongCursor variant : one.variants().keys()) {
                if (room == 0) {
                    break;
                }
                room--;
                deleteVariant(connection, one, variant.value);
            }
            for (LongCursor letter : one.deadLetters().keys()) {
                delete(LedgerEntry.Kind.DEAD_LETTER, connection, letter.value);
            }
            for (LongCursor place : one.replayed().keys()) {
                delete(LedgerEntry.Kind.REPLAYED, connection, place.value);
            }
            if (room > 0) {
                forgotten++;
                delete(LedgerEntry.Kind.CONNECTION, connection, 0);
                delete(LedgerEntry.Kind.ORDERS, connection, 0);
                if (!BEING_FORGOTTEN.equals(since)) {
                    entries.add(LedgerEntry.removed(connection, BEING_FORGOTTEN));
                }
                entries.add(LedgerEntry.removed(connection, null));
            } else if (!BEING_FORGOTTEN.equals(since)) {
                entries.add(0, LedgerEntry.removed(connection, BEING_FORGOTTEN));
            }
        }

        private void deleteVariant(long connection, ConnectionLedger one, long keyHash) {
            delete(LedgerEntry.Kind.VARIANT, connection, keyHash);
            if (!one.unpublished(keyHash).isEmpty()) {
                delete(LedgerEntry.Kind.UNPUBLISHED, connection, keyHash);
            }
            if (one.orders().asked() > 0) { // A rewind may have published it again.
                delete(LedgerEntry.Kind.REPUBLISHED, connection, keyHash);
            }
        }

        private void delete(LedgerEntry.Kind kind, long connection, long keyHash) {
            entries.add(LedgerEntry.tombstone(kind, connection, keyHash));
        }
    }
}
