package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.interleaving.Interleaving;
import io.vaultmedia.interleaving.Interleavings;
import io.vaultmedia.ledger.ShardLedger;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.ShardProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The group moves a shard, it fails, and it is opened, all at one time: whatever the order of their steps. */
class ShardInterleavingTest {

    @Test
    void whatIsOursIsOpenInTheEndInEachInterleaving() {
        Interleavings.of(Scenario.class, Shard.class).explore(1_500, Duration.ofSeconds(4));
    }

    /** The steps of {@link Shards} and {@link ShardKeeper} around one shard. */
    static final class Scenario implements Runnable {
        private final Shard shard = new Shard(0);
        private final List<Producer> producers = new ArrayList<>();
        private final List<OpenShard> openings = new ArrayList<>();
        private boolean isOurs;

        @Override
        public void run() {
            Interleaving.start("group", this::assign);
            IntStream.range(0, Interleaving.choose(4))
                    .forEach(n -> Interleaving.start(
                            "publisher", () -> shard.present().ifPresent(this::fail)));
            Interleaving.joinAll();
            assertThat(shard.isOwned()).as("ours, if the group says so").isEqualTo(isOurs);
            assertThat(shard.isOpen()).as("open, if it is ours").isEqualTo(isOurs);
            assertThat(openings)
                    .allMatch(open -> open.isEnded() || shard.present().orElseThrow() == open);
            assertThat(producers.stream().filter(producer -> !producer.isClosed))
                    .as("producers that nobody closes")
                    .hasSize(shard.isOpen() ? 1 : 0);
        }

        private void assign() {
            for (int left = Interleaving.choose(5); left >= 0; left--) {
                isOurs = Interleaving.choose(2) == 0;
                if (isOurs) {
                    shard.own();
                    Interleaving.start("keeper", this::open);
                } else {
                    shard.disown().ifPresent(open -> open.end(Duration.ofSeconds(4)));
                    shard.awaitOpening(Duration.ofSeconds(4));
                }
            }
        }

        private void open() {
            shard.openBy(number -> {
                producers.add(new Producer());
                openings.add(new OpenShard(
                        number,
                        new ShardLedger("ledger"),
                        producers.get(producers.size() - 1),
                        Duration.ZERO,
                        System::nanoTime));
                Interleaving.point("reads the ledger");
                return openings.get(openings.size() - 1);
            });
        }

        private void fail(OpenShard open) {
            boolean current = shard.fail(open);
            open.fail(new IllegalStateException("Kafka says no"));
            if (current) {
                Interleaving.start("the group answers", () -> {
                    shard.confirm();
                    Interleaving.start("keeper", this::open);
                });
                open.end(Duration.ZERO);
            }
        }
    }

    private static final class Producer implements ShardProducer {
        private boolean isClosed;

        @Override
        public void begin() {}

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {}

        @Override
        public void commit() {}

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
