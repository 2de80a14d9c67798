package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much heap the ledger takes with many connections. Prints the figures of docs/proof.md. */
@Tag("slow")
class LedgerScaleTest {

    @ParameterizedTest
    @CsvSource({"100_000, 0, 3_000", "100_000, 10, 3_000", "1_000, 1_000, 40_000"})
    void memoryIsBoundedByTheConnectionsAndTheirVariants(String connections, String variants, String mostBytes) {
        int count = number(connections);
        long before = usedBytes();
        List<ShardLedger> shards = IntStream.range(0, 1_000)
                .mapToObj(n -> new ShardLedger("ledger"))
                .toList();
        IntStream.range(0, count).forEach(n -> fill(shards, new Connection(null, "conn_" + n), number(variants)));
        long bytes = (usedBytes() - before) / count;

        System.out.printf(
                "scale: %s connections with %s variants each: %,d bytes each%n", connections, variants, bytes);
        assertThat(shards.stream().mapToInt(ShardLedger::size).sum()).isEqualTo(count * number(variants));
        assertThat(bytes).isLessThan(number(mostBytes));
    }

    private static void fill(List<ShardLedger> shards, Connection connection, int variants) {
        ConnectionLedger ledger = shards.get(connection.shard(shards.size())).of(connection);
        for (int n = 0; n < variants; n++) {
            long hash = LedgerEntry.variantHash(connection.id() + n, "full");
            ledger.apply(LedgerEntry.variant(connection, hash, List.of(1_700_000_000_000L + n)));
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
