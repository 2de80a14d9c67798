package io.vaultmedia.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * What the routes ask while they fill a page, from its begin to its commit. Thread safe, as long as a connection has one scan
 * at a time.
 */
public final class Pages {

    private final Function<Connection, OpenShard> shards;
    private final DeadLetterRecords deadLetters;
    private final ObjectMapper json;
    private final ScanListener listener;
    private final Duration tolerance;
    private final IntSupplier maxRecordBytes;
    private final Refusals refusals = new Refusals();

    /**
     * Pages of these shards.
     *
     * @param shards returns the open shard of a connection, or throws why there is none
     * @param json writes a variant that becomes a dead letter
     * @param tolerance how much of the watermark's way a restart may read again
     * @param maxRecordBytes the largest record that the producer takes; asked for once there is a record
     */
    public Pages(
            Function<Connection, OpenShard> shards,
            DeadLetterRecords deadLetters,
            ObjectMapper json,
            ScanListener listener,
            Duration tolerance,
            IntSupplier maxRecordBytes) {
        this.shards = shards;
        this.deadLetters = deadLetters;
        this.json = json;
        this.listener = listener;
        this.tolerance = tolerance;
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * Returns a page that holds nothing yet.
     *
     * @param before the page before it in this turn of the scan, or null: if its opening of the shard has failed, the scan
     *     must not go on with another one
     */
    public PageDraft begin(
            @ExchangeProperty("vaultScan") Scan scan,
            @Body MediaPage page,
            @ExchangeProperty("vaultTransaction") PageTransaction before) {
        OpenShard shard = shards.apply(scan.getConnection());
        if (before != null && before.shard() != shard) {
            throw new ShardClosedException("shard " + shard.number() + " was opened again since the page before");
        }
        return new PageDraft(this, scan, page, shard);
    }

    /** Returns the stored variants of an item, oldest first. */
    public List<StoredVariant> storedVariants(@ExchangeProperty("vaultPage") PageDraft draft, @Body MediaItem item) {
        String connection = draft.scan().getConnection().name();
        return item.stored().stream()
                .map(variant -> StoredVariant.of(connection, item, variant))
                .toList();
    }

    /** Adds an invalid entry to the dead letters, unless it was sent there for the same reason before. */
    public void addInvalid(@ExchangeProperty("vaultPage") PageDraft draft, @Body InvalidItem item) {
        draft.addInvalid(item);
    }

    /** Returns all that the page writes. */
    public PageTransaction conclude(@ExchangeProperty("vaultPage") PageDraft draft) {
        return draft.conclude(tolerance);
    }

    /** Waits until the scan's last page is committed, and with it all pages before. Throws why it is not. */
    public void settle(@ExchangeProperty("vaultTransaction") PageTransaction last) throws Exception {
        Commit.of(last).await();
    }

    /**
     * Returns true if a scan that has failed must request publish-page for its last page: the request may have failed itself.
     * One that is made twice does no harm.
     */
    public boolean isRequested(@ExchangeProperty("vaultTransaction") PageTransaction last) {
        return last != null && last.shard().isRequested();
    }

    /** Ends a scan that has failed: returns once none of its pages is in flight. */
    public void settleFailed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty("vaultTransaction") PageTransaction last) {
        scan.ahead().stop();
        Commit.of(last).awaitOutcome();
        scan.discardPage();
    }

    DeadLetterRecords deadLetters() {
        return deadLetters;
    }

    ScanListener listener() {
        return listener;
    }

    Refusals refusals() {
        return refusals;
    }

    int maxRecordBytes() {
        return maxRecordBytes.getAsInt();
    }

    byte[] json(StoredVariant variant) {
        try {
            return json.writeValueAsBytes(variant);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }
}
