package io.vaultmedia.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.SignalTransaction;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.SampleScans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ShardSignalsTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice_0001");
    private static final Connection BOB = new Connection(null, "conn_bob_00000002");
    private static final Topics TOPICS = new Topics("p");

    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS);
    private final SignalRecords records = new SignalRecords(TOPICS);
    private final SignalLog log = new SignalLog();
    private final List<String> handled = new ArrayList<>();
    private final Map<String, Orders> ordered = new TreeMap<>();
    private long offset;

    private final Signals.Followers followers = new Signals.Followers() {
        @Override
        public void ordered(Connection connection, Orders orders, boolean isNews) {
            ordered.put(connection.name(), orders);
        }

        @Override
        public void handled(String signal, String outcome) {
            handled.add(signal + " " + outcome);
        }
    };

    private void send(String key, String value) {
        log.add(ReadSignal.of(new ConsumerRecord<>(
                "p.signals", 0, offset, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8))));
        log.readTo(++offset);
    }

    private ShardSignals signals() {
        List<ConnectionSettings> all =
                Stream.of(ALICE, BOB).map(SampleScans::settings).toList();
        ShardSignals signals = new ShardSignals(shard(), 1, log, records, new BadSignals(records), followers);
        signals.follow(all, all);
        return signals;
    }

    private OpenShard shard() {
        return shards.of(ALICE).required();
    }

    /** Commits what is to be followed; returns its records as topic, key and value. */
    private List<String> follow() throws Exception {
        SignalTransaction transaction = signals().transaction();
        List<String> records = transaction.records().stream()
                .map(OutboundRecord::record)
                .map(record -> record.topic() + " " + new String(record.key(), UTF_8) + " "
                        + new String(record.value(), UTF_8))
                .toList();
        shards.submit(transaction);
        SampleLedgers.publish(shards, transaction);
        transaction.commit().await();
        return records;
    }

    private boolean isPaused(Connection connection) {
        return shard().ledger().of(connection).orders().paused();
    }

    @Test
    void aSignalIsForTheConnectionOfItsKey() throws Exception {
        send("alice", "{\"signal\":\"pause\"}");

        assertThat(follow())
                .containsExactly("p.notifications alice {\"signal\":\"pause\",\"connection\":\"alice\",\"offset\":0,"
                        + "\"outcome\":\"applied\",\"connections\":1,\"shard\":0,\"shards\":1}");
        assertThat(isPaused(ALICE)).isTrue();
        assertThat(isPaused(BOB)).isFalse();
        assertThat(ordered).containsOnlyKeys("alice");
        assertThat(handled).containsExactly("pause applied");
        assertThat(signals().isEmpty()).as("it is followed once").isTrue();
    }

    @Test
    void aliasAndIdBothNameAConnectionAndTheAliasIsAnswered() throws Exception {
        send(ALICE.id(), "{\"signal\":\"pause\"}");
        send(BOB.id(), "{\"signal\":\"pause\"}");

        assertThat(follow().get(0)).startsWith("p.notifications alice ").doesNotContain(ALICE.id());
        assertThat(isPaused(ALICE) && isPaused(BOB)).isTrue();
    }

    @Test
    void aStarIsForAllOfThem() throws Exception {
        send("*", "{\"signal\":\"pause\"}");
        send("alice", "{\"signal\":\"resume\"}");

        assertThat(follow()).hasSize(2).first().asString().contains("\"connections\":2");
        assertThat(isPaused(ALICE)).as("in their order").isFalse();
        assertThat(isPaused(BOB)).isTrue();
    }

    @Test
    void aBadSignalIsADeadLetterOnceAndSaysWhy() throws Exception {
        send("alice", "{\"signal\":\"jump\"}");
        send("nobody", "{\"signal\":\"poll\"}");

        List<String> records = follow();
        assertThat(records)
                .filteredOn(record -> record.startsWith("p.dead-letter ?/? "))
                .hasSize(2);
        assertThat(records)
                .filteredOn(record -> record.startsWith("p.notifications ? "))
                .hasSize(2)
                .allMatch(record -> record.contains("\"outcome\":\"bad-signal\""))
                .noneMatch(record -> record.contains("nobody"));
        assertThat(handled).containsExactly("unknown bad-signal", "unknown bad-signal");
        assertThat(signals().isEmpty()).isTrue();
    }

    @Test
    void aRestartFollowsOnlyWhatWasNotFollowed() throws Exception {
        send("alice", "{\"signal\":\"pause\"}");
        List<LedgerEntry> written = List.copyOf(signals().transaction().entries());
        send("bob", "{\"signal\":\"poll\"}");
        OpenShards.openAgain(shards, ALICE, written.stream());

        assertThat(isPaused(ALICE)).isTrue();
        assertThat(follow()).as("bob has no such alias").hasSize(2);
        assertThat(ordered).isEmpty();
    }

    @Test
    void aTopicThatWasMadeAgainBeginsAgain() throws Exception {
        send("alice", "{\"signal\":\"poll\"}");
        send("alice", "{\"signal\":\"pause\"}");
        follow();

        SignalLog again = new SignalLog();
        again.add(ReadSignal.of(new ConsumerRecord<>(
                "p.signals", 0, 0, "alice".getBytes(UTF_8), "{\"signal\":\"resume\"}".getBytes(UTF_8))));
        again.readTo(1);
        ShardSignals signals = new ShardSignals(shard(), 1, again, records, new BadSignals(records), followers);
        signals.follow(List.of(SampleScans.settings(ALICE)), List.of(SampleScans.settings(ALICE)));
        assertThat(signals.isEmpty()).isFalse();
    }
}
