package io.vaultmedia.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {

    private static final StatusReport.Connection BOB = new StatusReport.Connection(
            "bob",
            "failing",
            7,
            "2026-11-30T11:50:00Z",
            "the API answered 502",
            "if it lasts, see whether the API has an outage",
            3,
            null,
            null,
            new StatusReport.LastScan("backfill", "unavailable", "2026-11-30T11:59:55Z", 0),
            new StatusReport.Running("backfill", 20, 4_000, 0.5),
            null,
            0,
            4_000,
            "xxx");
    private static final StatusReport.Connection ALICE = new StatusReport.Connection(
            "alice",
            "ok",
            0,
            "2026-11-30T11:00:00Z",
            null,
            null,
            0,
            "2026-11-30T11:50:00Z",
            1.5,
            new StatusReport.LastScan("incremental", "completed", "2026-11-30T11:59:59Z", 2),
            null,
            null,
            1_200,
            4_000,
            "n.n");

    @Test
    void showsEachConnectionAndWhatToDo() {
        assertThat(new StatusText(80, 40).of(report(null, BOB, ALICE)))
                .containsExactly(
                        "vault-media-routes 0.1.0, started 2 h ago",
                        "8 of 8 shards open here, 8,000 ledger entries, 1,200 variants in the last minute",
                        "",
                        "STATE     CONNECTION       VERIFIED     FRESH       RATE  LAST SCAN",
                        "failing   bob                                             unavailable 5.0 s ago",
                        "          backfill [##########..........] 50 %, 20 pages, 4,000 variants",
                        "          the API answered 502 (for 10 min)",
                        "          > if it lasts, see whether the API has an outage",
                        "ok        alice            10 min ago   1.5 s  1,200/min  completed 1.0 s ago");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 132})
    void fitsTheTerminal(int width) {
        String trouble = "the consumer group has not answered for 12 s: is Kafka there? It was reached a minute ago";

        assertThat(new StatusText(width, 40).of(report(trouble, BOB, ALICE)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void showsTheWorstOfThousands() {
        StatusReport report = report(null, Collections.nCopies(1_000, ALICE).toArray(StatusReport.Connection[]::new));

        assertThat(new StatusText(80, 40).of(report)).hasSize(45).last().isEqualTo("and 960 more that are no worse");
    }

    private static StatusReport report(String trouble, StatusReport.Connection... connections) {
        return new StatusReport(
                "0.1.0",
                "2026-11-30T12:00:00Z",
                "2026-11-30T10:00:00Z",
                trouble,
                null,
                new StatusReport.Shards(8, List.of(0, 1, 2, 3, 4, 5, 6, 7), List.of(), 8_000),
                List.of(),
                Map.of(),
                1_200,
                List.of(connections));
    }
}
