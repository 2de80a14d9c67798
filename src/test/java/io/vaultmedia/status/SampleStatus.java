package io.vaultmedia.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A status with each state in it. */
final class SampleStatus {

    static final String NOW = "2026-11-30T12:00:00Z";
    private static final String TODO = "check vault.api.key or vault.api.key-file: it needs the ACCOUNT scope";

    private SampleStatus() {}

    static StatusReport everyState() {
        return of(List.of(
                row("studio-nord", "refused", "11:20:00", "the API answered 401", TODO, null, "n..n....xxxx"),
                row(
                        "atelier-9",
                        "failing",
                        "11:58:30",
                        "the API answered 503",
                        "if it lasts, see whether the API has an outage",
                        null,
                        "....n.....n....xx"),
                row("lumen", "opening", null, null, null, null, ""),
                row("okapi", "waiting", null, null, null, null, ""),
                row("meridian", "backfill", "11:51:00", null, null, running("backfill", 0.62), ""),
                row("pausiert", "paused", null, null, null, null, "n.n."),
                row("harbour", "sweep", "11:55:00", null, null, running("sweep", 0.31), "..n....n..n..."),
                row("alice", "ok", "08:00:00", null, null, null, "n.n..nn...n..n...nn..n"),
                row("bob", "ok", "08:00:00", null, null, null, ".........n.........n.."),
                row("north-7", "elsewhere", null, null, null, null, "")));
    }

    static StatusReport thousands() {
        return of(IntStream.range(0, 5_000)
                .mapToObj(i -> row("account-" + i, "ok", "08:00:00", null, null, null, "..n."))
                .toList());
    }

    /** Returns the status of these connections. */
    static StatusReport of(List<StatusReport.Connection> connections) {
        Map<String, Integer> states = new TreeMap<>();
        connections.forEach(one -> states.merge(one.state(), 1, Integer::sum));
        return new StatusReport(
                "0.1.0",
                NOW,
                "2026-11-30T07:59:00Z",
                null,
                null,
                new StatusReport.Shards(8, List.of(0, 1, 2, 3, 4), List.of(5), 1_284_331),
                List.of(
                        new StatusReport.Replica("replica-0", "10.0.4.17", List.of(0, 1, 2, 3, 4, 5), true),
                        new StatusReport.Replica("replica-1", "10.0.4.18", List.of(6, 7), false)),
                states,
                4_212,
                sorted(connections));
    }

    private static List<StatusReport.Connection> sorted(List<StatusReport.Connection> connections) {
        List<StatusReport.Connection> sorted = new ArrayList<>(connections);
        List<String> states =
                Arrays.stream(DisplayState.values()).map(DisplayState::label).toList();
        sorted.sort(Comparator.comparingInt(one -> states.indexOf(one.state())));
        return sorted;
    }

    static StatusReport.Connection row(
            String name,
            String state,
            String since,
            String why,
            String todo,
            StatusReport.Running running,
            String history) {
        boolean scanned = !history.isEmpty();
        boolean failed = why != null;
        return new StatusReport.Connection(
                name,
                state,
                3,
                since == null ? null : "2026-11-30T" + since + "Z",
                why,
                todo,
                failed ? 4 : 0,
                scanned ? failed ? "2026-11-30T11:10:00Z" : "2026-11-30T11:49:58Z" : null,
                scanned ? 1.24 : null,
                scanned
                        ? new StatusReport.LastScan(
                                "incremental", failed ? "unavailable" : "completed", "2026-11-30T11:59:58Z", 0)
                        : null,
                running,
                scanned ? "2026-11-30T03:00:00Z" : null,
                running == null ? scanned && !failed ? 12 : 0 : 2_100,
                scanned ? 40_000 : null,
                history);
    }

    private static StatusReport.Running running(String kind, double share) {
        return new StatusReport.Running(kind, 1_240, 248_000, share);
    }
}
