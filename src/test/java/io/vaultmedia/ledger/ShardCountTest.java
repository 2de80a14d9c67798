package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.ScanState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ShardCountTest {

    @Test
    void isReadAsItWasWritten() {
        ProducerRecord<byte[], byte[]> record = new ShardCount(8).toRecord("ledger");

        assertThat(record.partition()).isZero();
        assertThat(record.key()).containsExactly('n');
        assertThat(record.value()).containsExactly(0, 0, 0, 8);
        assertThat(ShardCount.isKey(record.key())).isTrue();
        assertThat(ShardCount.parse(record.value())).isEqualTo(new ShardCount(8));
    }

    @Test
    void isNoEntry() {
        Connection connection = new Connection(null, "conn_1");

        assertThat(ShardCount.isKey(LedgerEntry.connection(connection, ScanState.NONE, 0)
                        .toRecord("ledger", 0)
                        .key()))
                .isFalse();
        assertThat(ShardCount.isKey(null)).isFalse();
    }

    @Test
    void refusesWhatNoVersionWrote() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShardCount.parse(null));
        assertThatIllegalArgumentException().isThrownBy(() -> ShardCount.parse(new byte[8]));
    }
}
