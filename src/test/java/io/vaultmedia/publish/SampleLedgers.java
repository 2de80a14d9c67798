package io.vaultmedia.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.EventMode;
import io.vaultmedia.event.MediaMessages;
import io.vaultmedia.event.ProgressRecords;
import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.kafka.ProducerLimits;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.shard.NextScans;
import io.vaultmedia.shard.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Scans and pages over open shards: begins, fills and publishes them as the routes do, without Camel. */
public final class SampleLedgers {

    private final Shards shards;
    private final VariantRecords records;
    private final NextScans scans;
    private final Pages pages;

    public SampleLedgers(Shards shards, Topics topics) {
        this(shards, topics, SampleScans.RULES, new VaultMetrics(new SimpleMeterRegistry()));
    }

    public SampleLedgers(Shards shards, Topics topics, ScanSettings rules, ScanListener listener) {
        this(shards, topics, rules, listener, Optional.empty());
    }

    /** Ledgers whose pages tell consumers how far a connection is complete, this often. */
    public SampleLedgers(
            Shards shards, Topics topics, ScanSettings rules, ScanListener listener, Optional<Duration> progress) {
        this.shards = shards;
        this.records = new VariantRecords(topics, EventMode.BINARY);
        this.scans = new NextScans(shards, rules);
        this.pages = pages(shards, topics, rules, listener, progress, Map.of());
    }

    /** @param producer Kafka's settings of producers */
    static Pages pages(
            Shards shards,
            Topics topics,
            ScanSettings rules,
            ScanListener listener,
            Optional<Duration> progress,
            Map<String, Object> producer) {
        Properties properties = new Properties();
        properties.putAll(producer);
        return new Pages(
                shards,
                new MediaMessages(true),
                new DeadLetterRecords(topics, true, false),
                new ProgressPolicy(new ProgressRecords(topics, EventMode.BINARY), progress, System::nanoTime),
                listener,
                rules.tolerance(),
                new ProducerLimits(() -> properties));
    }

    /** What a page wrote, kept beyond its commit. */
    public record Written(List<OutboundRecord> records, List<LedgerEntry> entries) {

        public static Written by(PageTransaction page) {
            return new Written(List.copyOf(page.records()), List.copyOf(page.entries()));
        }

        public boolean isEmpty() {
            return records.isEmpty() && entries.isEmpty();
        }
    }

    public NextScans scans() {
        return scans;
    }

    public Pages pages() {
        return pages;
    }

    public Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn) {
        return scans.begin(settings, goesOn);
    }

    public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
        return scans.beginSweep(settings, goesOn);
    }

    /** What split-page and publish-variant make of a page. */
    public PageTransaction fill(Scan scan, MediaPage page, PageTransaction before) {
        PageDraft draft = pages.begin(scan, page, before);
        page.mediaItems().forEach(item -> pages.variants(draft, item).stream()
                .filter(variant -> draft.offer(variant) != null)
                .forEach(variant -> {
                    draft.add(variant, record(scan, variant));
                    draft.handled();
                }));
        page.invalidItems().forEach(item -> pages.addInvalid(draft, item));
        return pages.conclude(draft, before);
    }

    private ProducerRecord<byte[], byte[]> record(Scan scan, StoredVariant variant) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                records.topic(variant),
                VariantRecords.key(variant.connection(), variant.mediaId()).getBytes(UTF_8),
                pages.json(variant));
        records.headers(
                variant, scan.plan().kind(), (name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    /** Submits and publishes a page, and waits for its commit. */
    public Written commit(PageTransaction page) throws Exception {
        Written written = Written.by(page);
        shards.submit(page);
        publish(shards, page);
        page.commit().await();
        return written;
    }

    /** What the route publish-page does, until there is nothing left to do. */
    public static void publish(Shards shards, ShardTransaction page) {
        while (page.shard().isRequested()) {
            page.shard().begin().ifPresent(publication -> publish(shards, publication));
        }
    }

    private static void publish(Shards shards, Publication publication) {
        publication.forEach(record -> publication.send());
        try {
            publication.commit();
        } catch (KafkaException e) {
            // The publication has kept it.
        }
        Throwable failure = publication.failure(null);
        if (failure == null) {
            publication.shard().committed();
        } else {
            shards.fail(publication.shard(), failure);
        }
    }
}
