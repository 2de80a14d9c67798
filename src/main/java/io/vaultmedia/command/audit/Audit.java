package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.LongHashSet;
import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.command.text.ProgressLine;
import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicRanges;
import io.vaultmedia.kafka.TopicRanges.Range;
import io.vaultmedia.kafka.TopicReader;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares the records that consumers see, the ledger, and on demand the vaults. Writes nothing, and may run beside replicas: it
 * reads the ledger, then the topics, and then what the ledger got meanwhile. What the ledger had first must have its record, and
 * each record must have its entry at the end. Used by one thread.
 */
public final class Audit implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Settings settings;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final TopicReader reader;
    private final ProgressLine progress;
    private final Findings findings = new Findings();
    private final Set<Long> listed = new HashSet<>();

    public Audit(Settings settings, KafkaSettings kafka, ProgressLine progress) {
        this.settings = settings;
        this.kafka = kafka;
        this.topics = settings.topics().names();
        this.reader = new TopicReader(kafka, PATIENCE);
        this.progress = progress;
    }

    /**
     * Reads all, and returns what is wrong.
     *
     * @param vault lists the vaults; null to compare the topics and the ledger only
     * @throws LedgerUnusableException if there is no ledger, or if it is none of ours
     */
    public Findings run(VaultPages vault) throws Exception {
        Map<TopicPartition, Range> first = offsets(List.of(topics.ledger()));
        if (first.isEmpty()) {
            throw new LedgerUnusableException("there is no ledger " + topics.ledger()
                    + ": nothing was published yet, or vault.topic.prefix is not that of the replicas");
        }
        int shards = LedgerReader.shardCount(kafka, topics.ledger())
                .map(ShardCount::shards)
                .orElse(settings.shards());
        AuditedLedger ledger = new AuditedLedger(topics.ledger(), shards);
        readLedger(ledger, Map.of(), first);
        PublishedVariants published = readTopics(ledger);
        Comparison comparison = new Comparison(settings, ledger, published, findings);
        comparison.checkEntries();
        readLedger(ledger, first, offsets(List.of(topics.ledger())));
        ledger.addMisplaced(findings);
        LongHashSet inVaults = listVaults(vault, ledger, published);
        comparison.checkRecords(listed, inVaults);
        return findings;
    }

    private Map<TopicPartition, Range> offsets(Collection<String> names) {
        return TopicRanges.of(kafka, names);
    }

    private void readLedger(AuditedLedger ledger, Map<TopicPartition, Range> before, Map<TopicPartition, Range> until) {
        Map<TopicPartition, Long> starts = before.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().end()));
        Map<TopicPartition, Long> ends = until.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().end()));
        reader.read(starts, ends, record -> {
            progress.show("reading the ledger", -1);
            ledger.take(record);
            return false;
        });
    }

    private PublishedVariants readTopics(AuditedLedger ledger) {
        Map<String, Connection> byName = settings.connections().stream()
                .map(ConnectionSettings::connection)
                .collect(Collectors.toMap(Connection::name, connection -> connection));
        PublishedVariants published =
                new PublishedVariants(byName, ledger, findings, settings.scan().overlap());
        Map<TopicPartition, Range> variants = offsets(variantTopics());
        long all = variants.values().stream().mapToLong(Range::size).sum();
        long[] done = new long[1];
        read(variants, published, record -> {
            progress.show("reading " + record.topic(), (double) ++done[0] / all);
            published.take(record);
        });
        read(offsets(List.of(topics.deadLetter())), published, published::takeLetter);
        published.endPartition();
        return published;
    }

    private Collection<String> variantTopics() {
        return topics.isPerConnection()
                ? settings.connections().stream()
                        .flatMap(one -> topics.variantsOf(one.connection().name()).stream())
                        .distinct()
                        .toList()
                : topics.variants();
    }

    /** Reads one partition after the other: all records of a media item are in one. */
    private void read(
            Map<TopicPartition, Range> ranges,
            PublishedVariants published,
            Consumer<ConsumerRecord<byte[], byte[]>> take) {
        Map<String, TopicPartition> inOrder = new TreeMap<>();
        ranges.keySet().forEach(partition -> inOrder.put(partition.toString(), partition));
        inOrder.values().forEach(partition -> {
            Range range = ranges.get(partition);
            published.begin(range.start());
            reader.read(Map.of(partition, range.end()), record -> {
                take.accept(record);
                return false;
            });
        });
    }

    private LongHashSet listVaults(VaultPages vault, AuditedLedger ledger, PublishedVariants published)
            throws Exception {
        if (vault == null) {
            return new LongHashSet();
        }
        VaultListing listing = new VaultListing(vault, ledger, published, findings);
        for (ConnectionSettings connection : settings.connections()) {
            String what = "listing the vault of " + connection.connection();
            if (listing.list(connection, () -> progress.show(what + ", " + findings.listed() + " so far", -1))) {
                listed.add(connection.connection().fingerprint());
            }
        }
        return listing.listedSuspects();
    }

    @Override
    public void close() {
        reader.close();
    }
}
