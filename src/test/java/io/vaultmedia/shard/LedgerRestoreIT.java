package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A shard of a million entries is read from a real broker: how long that takes is printed, how much heap it is checked. */
@WithKafka
class LedgerRestoreIT {

    private static final int ENTRIES = 1_000_000;
    private static final long MEGABYTE = 1024 * 1024;
    private static final Connection ALICE = new Connection("alice", "conn_alice");

    private final String prefix = KafkaExtension.freshPrefix();
    private final Topics topics = new Topics(prefix);

    @Test
    void aMillionEntriesFitIntoLittleHeap() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("kafka", KafkaComponent.class)
                    .getConfiguration()
                    .setBrokers(KafkaExtension.bootstrapServers());
            context.start();
            KafkaSettings settings = new KafkaSettings(context);
            try (TopicAdmin admin = new TopicAdmin(settings)) {
                new TopicSetup(settings, topics, 1, false, new NewTopics(true, Optional.empty())).ensure(admin);
            }
            write(new KafkaClients(settings));
            long before = usedHeap();
            long start = System.nanoTime();

            ShardLedger restored = restore(settings);

            Duration took = Duration.ofNanos(System.nanoTime() - start);
            long heap = usedHeap() - before;
            System.out.printf(
                    "ledger: %,d entries restored in %,d ms, %,d MB of heap%n",
                    restored.size(), took.toMillis(), heap / MEGABYTE);
            assertThat(restored.size()).isEqualTo(ENTRIES);
            assertThat(heap / MEGABYTE).as("MB of heap").isLessThan(64);
        }
    }

    private ShardLedger restore(KafkaSettings settings) {
        try (TopicAdmin admin = new TopicAdmin(settings);
                LedgerReader reader = new LedgerReader(settings, topics.ledger(), admin)) {
            return reader.restore(0, 1);
        }
    }

    private void write(KafkaClients clients) {
        try (Producer<byte[], byte[]> producer = clients.producer(prefix + "-0")) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < ENTRIES; i++) {
                long keyHash = LedgerEntry.variantHash("media" + i, "full");
                ProducerRecord<byte[], byte[]> entry =
                        LedgerEntry.variant(ALICE, keyHash, List.of((long) i)).toRecord(topics.ledger(), 0);
                assertThat(producer.send(entry)).isNotNull();
            }
            producer.commitTransaction();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
