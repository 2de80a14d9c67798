package io.vaultmedia.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** {@code docs/operating.md} says how much heap an audit needs for each published variant. */
class AuditMemoryTest {

    private static final int VARIANTS = 300_000;
    private static final int BYTES_EACH = 128;

    private final Connection alice = new Connection("alice", "conn_alice");
    private final AuditedLedger ledger = new AuditedLedger("ledger", 1);
    private final Findings findings = new Findings();
    private final PublishedVariants published =
            new PublishedVariants(Map.of("alice", alice), ledger, findings, Duration.ofMinutes(10));

    @Test
    void isBounded() {
        long before = usedHeap();
        published.begin(0);
        for (int i = 0; i < VARIANTS; i++) {
            ProducerRecord<byte[], byte[]> entry = LedgerEntry.variant(
                            alice, LedgerEntry.variantHash("id" + i, "full"), List.of((long) i))
                    .toRecord("ledger", 0);
            ledger.take(new ConsumerRecord<>("ledger", 0, i, entry.key(), entry.value()));
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("image", 0, i, new byte[0], new byte[0]);
            record.headers().add("ce_id", ("alice/id" + i + "/full@" + i).getBytes(UTF_8));
            published.take(record);
        }
        long each = (usedHeap() - before) / VARIANTS;

        assertThat(findings.areClean()).isTrue();
        assertThat(published.suspects().size()).isZero();
        assertThat(each).as("bytes of heap for each variant").isLessThan(BYTES_EACH);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
