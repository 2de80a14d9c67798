package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.ledger.LedgerEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 1: connections look for their entries where they were written, whatever is changed about vault.shards. */
@WithKafka
class LedgerShardsTest {

    private static final List<Connection> CONNECTIONS = IntStream.range(0, 50)
            .mapToObj(i -> new Connection(null, "conn_" + i))
            .toList();

    private final String topic = KafkaExtension.freshPrefix() + ".ledger";
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final KafkaSettings settings = new KafkaSettings(context);

    @BeforeEach
    void start() {
        context.getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .setBrokers(KafkaExtension.bootstrapServers());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void create(int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ensure(int wanted, int partitions) {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            new LedgerShards(settings, new GroupSettings(topic, Optional.empty()), topic, wanted)
                    .ensure(admin, partitions);
        }
    }

    /** What version 0.1.0 left, which wrote no number of shards. */
    private void writeEntries(int shards) {
        write(CONNECTIONS.stream().map(connection -> LedgerEntry.deadLetter(connection, 1, List.of(2L))
                .toRecord(topic, connection.shard(shards))));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A send that fails makes the commit fail.
    private void write(Stream<ProducerRecord<byte[], byte[]>> records) {
        try (Producer<byte[], byte[]> producer = new KafkaClients(settings).producer(topic + "-writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.commitTransaction();
        }
    }

    @Test
    void aNewLedgerIsMadeForWhatIsSetAndForNothingElse() {
        create(8);
        ensure(8, 8);

        assertThatCode(() -> ensure(8, 8)).doesNotThrowAnyException();
        assertThatCode(() -> ensure(8, 12)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ensure(12, 12))
                .isInstanceOf(LedgerUnusableException.class)
                .hasMessage("vault.shards=12: the ledger " + topic + " was made for 8 shards: the connections that"
                        + " move to another shard would have everything published again; set vault.shards=8, or"
                        + " stop all replicas and move the ledger by the command reshard");
        assertThatThrownBy(() -> ensure(4, 8)).hasMessageContaining("was made for 8 shards");
    }

    @Test
    void anEmptyLedgerOfFewerPartitionsIsRefused() {
        create(4);

        assertThatThrownBy(() -> ensure(8, 4))
                .isInstanceOf(LedgerUnusableException.class)
                .hasMessage("vault.shards=8: the ledger " + topic + " has 4 partitions, but each shard needs one of its"
                        + " own; it is empty: set vault.shards=4, or create it with 8 partitions");
    }

    @Test
    void aLedgerThatLostPartitionsIsRefused() {
        create(8);
        ensure(8, 8);

        assertThatThrownBy(() -> ensure(8, 4))
                .isInstanceOf(LedgerUnusableException.class)
                .hasMessageEndingWith("it was made for 8 shards: restore it as it was, with all its partitions");
    }

    @Test
    void anOlderLedgerKeepsTheNumberThatItsEntriesFit() {
        create(12);
        writeEntries(8);

        assertThatThrownBy(() -> ensure(12, 12))
                .isInstanceOf(LedgerUnusableException.class)
                .hasMessage("vault.shards=12: the ledger " + topic + " was made for another number of shards:"
                        + " everything that it has would be published again; set vault.shards to the"
                        + " number that it was made for");
        assertThatThrownBy(() -> ensure(16, 12))
                .hasMessageContaining("set vault.shards to the number that it was made for");
        ensure(8, 12);
        assertThatThrownBy(() -> ensure(12, 12)).hasMessageContaining("was made for 8 shards");
    }

    @Test
    void aTopicOfSomeoneElseIsRefusedAndNothingWrittenToIt() {
        create(1);
        write(Stream.of(new ProducerRecord<>(topic, new byte[] {1, 2}, new byte[] {3})));

        assertThatThrownBy(() -> ensure(1, 1))
                .isInstanceOf(LedgerUnusableException.class)
                .hasMessageContaining("who else writes to this topic?");
    }

    /** Another prefix, which helps against someone else's records, would publish everything again. */
    @Test
    void anEntryThatANewerVersionWroteIsRefusedAndSaysWhatToStart() {
        create(1);
        byte[] key = ByteBuffer.allocate(9).put((byte) 'q').putLong(7).array();
        write(Stream.of(new ProducerRecord<>(topic, key, new byte[] {3})));

        assertThatThrownBy(() -> ensure(1, 1))
                .isInstanceOf(LedgerUnusableException.class)
                .hasMessage(topic
                        + "[0]@0: a newer version wrote this entry, of the kind 'q': start that version again, or see"
                        + " \"Upgrade and roll-back\" in docs/operating.md; do not set another vault.topic.prefix:"
                        + " everything would be published again");
    }
}
