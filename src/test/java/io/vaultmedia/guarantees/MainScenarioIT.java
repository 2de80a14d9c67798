package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Guarantees 1 and 6 at size: the product backfills 100,000 items of 2 variants in a JVM with a heap of 256 MB. The test
 * prints the throughput. It fails only if a variant is lost or repeated, or a page is requested twice. It runs three times, each
 * time with a new JVM, because the broker and the API, in this JVM, are cold at first and share its two cores.
 */
@WithKafka
class MainScenarioIT {

    private static final int ITEMS = 100_000;

    private final String prefix = KafkaExtension.freshPrefix();

    @RepeatedTest(3)
    void backfillsTwoHundredThousandVariantsInASmallHeap() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(ITEMS, "full", "thumb");
            Map<String, String> settings = Product.settings(
                    api,
                    KafkaExtension.bootstrapServers(),
                    prefix,
                    Map.of(
                            "vault.connections", "alice=" + Product.ALICE,
                            "vault.shards", "8",
                            "vault.poll.interval", "2s"));
            long start = System.nanoTime();
            try (ProductProcess product = ProductProcess.startPackaged(settings, "-Xmx256m")) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> api.requests().count() > 0);
                long firstRequest = System.nanoTime() - start;
                Awaitility.await()
                        .atMost(Duration.ofMinutes(3))
                        .until(() -> api.requests().count() > ITEMS / 100 || !product.isAlive());
                assertThat(product.isAlive()).as(product.log()).isTrue();
                long polls = api.requests().count();
                Awaitility.await().until(() -> api.requests().count() >= polls + 2);
                assertThat(api.requests().last(Product.ALICE))
                        .filteredOn(request -> request.query().containsKey("cursor"))
                        .as("requests for pages after the first: one each")
                        .hasSize(ITEMS / 100 - 1);
                report(firstRequest, product.cpu(), Published.of(prefix).variants());
            }
        }
    }

    private static void report(long firstRequestNanos, Duration cpu, List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records.stream()
                        .map(record -> Published.header(record, "ce_id"))
                        .distinct())
                .as("distinct variants")
                .hasSize(2 * ITEMS);
        assertThat(records).as("variants in all").hasSize(2 * ITEMS);
        LongSummaryStatistics times =
                records.stream().mapToLong(ConsumerRecord::timestamp).summaryStatistics();
        long millis = times.getMax() - times.getMin();
        System.out.printf(
                "main scenario: %,d variants in %,d ms: %,d variants/s; JVM start to first request: %,d ms; CPU: %,d ms%n",
                records.size(), millis, 1000L * records.size() / millis, firstRequestNanos / 1_000_000, cpu.toMillis());
    }
}
