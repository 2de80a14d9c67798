package io.vaultmedia.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.MediaMessages;
import io.vaultmedia.event.StoredItem;
import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.kafka.ProducerLimits;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * What the routes ask while they fill a page, from its begin to its commit. Thread safe, as long as a connection has one scan
 * at a time.
 */
public final class Pages {

    /** The shards of the pages. */
    public interface Shards {

        /** Returns the open shard of a connection, or throws why there is none. */
        OpenShard open(Connection connection);

        /** Opens a shard again, as nobody knows what was committed. */
        void fail(OpenShard shard, Throwable cause);
    }

    private final Shards shards;
    private final MediaMessages messages;
    private final DeadLetterRecords deadLetters;
    private final ProgressPolicy progress;
    private final ObjectMapper json = VariantRecords.json();
    private final ScanListener listener;
    private final Duration tolerance;
    private final ProducerLimits limits;
    private final Refusals refusals = new Refusals();

    /**
     * Pages of these shards.
     *
     * @param tolerance how much of the watermark's way a restart may read again
     * @param limits those of the producers
     */
    public Pages(
            Shards shards,
            MediaMessages messages,
            DeadLetterRecords deadLetters,
            ProgressPolicy progress,
            ScanListener listener,
            Duration tolerance,
            ProducerLimits limits) {
        this.shards = shards;
        this.messages = messages;
        this.deadLetters = deadLetters;
        this.progress = progress;
        this.listener = listener;
        this.tolerance = tolerance;
        this.limits = limits;
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
        OpenShard shard = shards.open(scan.getConnection());
        if (before != null && before.shard() != shard) {
            throw new ShardClosedException("shard " + shard.number() + " was opened again since the page before");
        }
        return new PageDraft(this, scan, page, shard);
    }

    /** Returns the stored variants of an item, oldest first: a message each. */
    List<StoredVariant> variants(PageDraft draft, MediaItem item) {
        return messages.variants(draft.scan().getConnection().name(), item);
    }

    /** Returns an item with its stored variants, as one message; none if no variant is stored. */
    List<StoredItem> items(PageDraft draft, MediaItem item) {
        return messages.items(draft.scan().getConnection().name(), item);
    }

    /** Adds an invalid entry to the dead letters, unless it was sent there for the same reason before. */
    public void addInvalid(@ExchangeProperty("vaultPage") PageDraft draft, @Body InvalidItem item) {
        draft.addInvalid(item);
    }

    /**
     * Returns all that the page writes.
     *
     * @param previous the page before it in this turn of its scan; null for the first one
     */
    public PageTransaction conclude(
            @ExchangeProperty("vaultPage") PageDraft draft,
            @ExchangeProperty("vaultTransaction") PageTransaction previous) {
        PageTransaction page = draft.conclude(tolerance);
        page.follows(Commit.of(previous));
        return page;
    }

    /** Waits until the scan's last page is committed, and with it all pages before. Throws why it is not. */
    public void settle(@ExchangeProperty("vaultTransaction") PageTransaction last) throws Exception {
        awaitOutcome(last);
        Commit.of(last).await();
    }

    /** Kafka's own time-outs report an outcome sooner. If none comes, the shard is opened again, and its ledger tells. */
    private void awaitOutcome(PageTransaction last) {
        Duration longest = limits.longestCommit();
        if (!Commit.of(last).awaitOutcome(longest)) {
            ShardClosedException unknown = new ShardClosedException(
                    "nobody has reported within " + longest.toSeconds() + " s if Kafka has committed a page of shard "
                            + last.shard().number());
            shards.fail(last.shard(), unknown);
            last.commit().failed(unknown);
        }
    }

    /**
     * Returns true if a scan that has failed must request publish-page for its last page: the request may have failed itself.
     * One that is made twice does no harm.
     */
    public boolean isRequested(@ExchangeProperty("vaultTransaction") PageTransaction last) {
        return last != null && last.shard().isRequested();
    }

    /**
     * Opens a shard again if nobody could be asked to publish what waits in it: pages that come later ask for nothing, as it was
     * asked for already. Does nothing for null.
     */
    public void notRequested(
            @Body ShardTransaction waiting, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        if (reason != null && waiting.shard().isRequested()) {
            shards.fail(waiting.shard(), reason);
        }
    }

    /** Ends a scan that has failed: returns once none of its pages is in flight. */
    public void settleFailed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty("vaultTransaction") PageTransaction last) {
        scan.ahead().stop();
        awaitOutcome(last);
        scan.discardPage();
    }

    ProgressPolicy progress() {
        return progress;
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
        return limits.maxRecordBytes();
    }

    byte[] json(StoredMedia media) {
        try {
            return json.writeValueAsBytes(media);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }
}
