package io.vaultmedia.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {

    private static final String ID = "conn_v5bsqkzsjfk8cgr7hqbbw09t";

    /** The ledger on disk holds it: were it to change, all would be published again. */
    @Test
    void hasTheSameFingerprintForEver() {
        Connection connection = new Connection("alice", ID);

        assertThat(connection.reference()).isEqualTo("b54faea7b4aae570");
        assertThat(connection.shard(8)).isEqualTo(0);
    }

    @Test
    void hasAFingerprintWhateverItsAlias() {
        assertThat(new Connection("alice", ID).reference()).isEqualTo(new Connection(null, ID).reference());
    }

    @ParameterizedTest
    @CsvSource({
        "alice,conn_v5bsqkzsjfk8cgr7hqbbw09t,alice,alice",
        ",conn_v5bsqkzsjfk8cgr7hqbbw09t,***w09t,conn_v5bsqkzsjfk8cgr7hqbbw09t",
        ",conn_12345678,***5678,conn_12345678",
        ",conn_1234567,***,conn_1234567",
        ",c,***,c"
    })
    void masksAnIdThatHasNoAlias(String alias, String id, String shown, String name) {
        assertThat(new Connection(alias, id))
                .hasToString(shown)
                .extracting(Connection::name)
                .isEqualTo(name);
    }

    @Test
    void isItsId() {
        assertThat(new Connection("a", "1"))
                .isEqualTo(new Connection("b", "1"))
                .hasSameHashCodeAs(new Connection(null, "1"));
        assertThat(new Connection("a", "1")).isNotEqualTo(new Connection("a", "2"));
    }

    @Test
    void isSpreadOverAllShards() {
        Set<Integer> shards = IntStream.range(0, 200)
                .mapToObj(i -> new Connection(null, "conn_" + i).shard(8))
                .collect(Collectors.toSet());

        assertThat(shards).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }
}
