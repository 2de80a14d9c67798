package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.ledger.ShardLedger;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.ShardClosedException;
import io.vaultmedia.publish.ShardProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Guarantee 1: after any failure, a shard is not opened, and nobody fenced, before the group says whose it is. */
class ShardTest {

    private final Shard shard = new Shard(0);

    private static OpenShard opening(int number) {
        return new OpenShard(number, new ShardLedger("ledger"), new Idle(), Duration.ZERO, System::nanoTime);
    }

    /** A producer that is never used. */
    private static final class Idle implements ShardProducer {
        @Override
        public void begin() {}

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {}

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    private OpenShard open() {
        shard.own();
        shard.openBy(ShardTest::opening);
        return shard.required();
    }

    @Test
    void isOpenedOnceItIsOurs() {
        shard.openBy(ShardTest::opening);
        assertThat(shard.isOpen()).isFalse();

        assertThat(open()).isNotNull();
        assertThat(shard.isOpen()).isTrue();
    }

    @Test
    void isNotOpenedAgainAfterAFailureBeforeTheGroupConfirms() {
        assertThat(shard.fail(open())).isTrue();
        shard.openBy(ShardTest::opening);

        assertThat(shard.isOpen()).isFalse();
        assertThat(shard.isOwned()).isTrue();
        assertThatThrownBy(shard::required).isInstanceOf(ShardClosedException.class);

        shard.confirm();
        shard.openBy(ShardTest::opening);

        assertThat(shard.isOpen()).isTrue();
    }

    @Test
    void isNotConfirmedIfItWasGivenToAnother() {
        shard.fail(open());
        shard.disown();
        shard.confirm();
        shard.openBy(ShardTest::opening);

        assertThat(shard.isOpen()).isFalse();
    }

    @Test
    void saysSinceWhenItIsAssignedOpenOrClosed() {
        Instant others = shard.status().since();
        shard.own();
        Instant assigned = shard.status().since();
        assertThat(assigned).isAfter(others);
        shard.own();
        assertThat(shard.status().since()).as("assigned once more").isEqualTo(assigned);

        shard.openBy(ShardTest::opening);
        Instant opened = shard.status().since();
        assertThat(opened).isAfter(assigned);

        shard.fail(shard.required());
        assertThat(shard.status().since()).isAfter(opened);
    }

    @Test
    void onlyThePresentOpeningCanFail() {
        OpenShard first = open();
        shard.fail(first);
        OpenShard second = open();

        assertThat(shard.fail(first)).isFalse();
        assertThat(shard.required()).isSameAs(second);
    }
}
