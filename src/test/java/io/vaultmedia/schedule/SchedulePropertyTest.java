package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Whatever happens to connections and their scans: nobody is forgotten, nobody has two scans, and workers are not exceeded. */
@Tag("slow")
class SchedulePropertyTest {

    private static final Instant API_NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration BACKOFF_MAX = Duration.ofMinutes(10);
    private static final int WORKERS = 3;
    private static final int STEPS = 200;
    private static final List<Connection> ALL = IntStream.range(0, 8)
            .mapToObj(n -> new Connection(null, "conn_" + n))
            .toList();

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void forgetsNobody(@ForAll Random random) throws Exception {
        History history = new History(random);
        history.play();
        history.requireThatAllGetTheirTurn();
    }

    private static final class History {

        private final SampleLedger ledger = new SampleLedger();
        private final List<Scan> running = new ArrayList<>();
        private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos(); // A monotonic clock may overflow.
        private long keyChanges;
        private final Random random;
        private final Schedule schedule;

        History(Random random) {
            this.random = random;
            Pace pace =
                    new Pace(WORKERS, Optional.of(Duration.ofMinutes(5)), 2, 60, OptionalInt.of(30), 5, BACKOFF_MAX);
            this.schedule = new Schedule(
                    pace,
                    ledger,
                    new VaultMetrics(new SimpleMeterRegistry()),
                    () -> now,
                    random::nextDouble,
                    () -> keyChanges);
        }

        void play() throws Exception {
            schedule.poll(some());
            for (int step = 0; step < STEPS; step++) {
                now += Duration.ofMillis(random.nextInt(20_000)).toNanos();
                happen();
            }
        }

        private void happen() throws Exception {
            switch (random.nextInt(12)) {
                case 0 -> schedule.poll(some());
                case 1 -> keyChanges++;
                case 2 -> flip(ledger.foreign);
                case 3 -> flip(ledger.sweepsDue);
                case 4, 5 -> endOne();
                case 6 -> flip(ledger.failing);
                case 7 -> flip(ledger.elsewhere);
                default -> take();
            }
        }

        private void flip(Set<Connection> some) {
            Connection one = ALL.get(random.nextInt(ALL.size()));
            if (!some.remove(one)) {
                some.add(one);
            }
        }

        private List<ConnectionSettings> some() {
            return ALL.stream()
                    .filter(connection -> random.nextInt(4) > 0)
                    .map(connection -> new ConnectionSettings(
                            connection,
                            random.nextInt(4) == 0 ? Duration.ofDays(2) : Duration.ofSeconds(1 + random.nextInt(60)),
                            MediaFilter.ALL,
                            random.nextInt(4) == 0))
                    .toList();
        }

        private List<Scan> take() {
            List<Scan> begun = schedule.takeDue();
            assertThat(begun)
                    .noneMatch(scan -> ledger.foreign.contains(scan.getConnection()))
                    .noneMatch(scan -> ledger.elsewhere.contains(scan.getConnection()));
            running.addAll(begun);
            assertThat(running).hasSizeLessThanOrEqualTo(WORKERS);
            assertThat(running.stream().map(Scan::getConnection)).doesNotHaveDuplicates();
            return begun;
        }

        private void endOne() throws Exception {
            if (running.isEmpty()) {
                return;
            }
            Scan scan = running.remove(random.nextInt(running.size()));
            switch (random.nextInt(4)) {
                case 0 -> complete(scan);
                case 1 -> {
                    SampleScans.take(scan, new MediaPage(List.of(), "more" + random.nextInt(), API_NOW));
                    schedule.ended(scan);
                }
                default -> {
                    Failure.Remedy[] remedies = Failure.Remedy.values();
                    schedule.failed(scan, new Refusal(remedies[random.nextInt(remedies.length)], null));
                }
            }
        }

        private void complete(Scan scan) throws Exception {
            SampleScans.commit(scan, SampleScans.upTo(API_NOW), new MediaPage(List.of(), null, API_NOW));
            schedule.ended(scan);
        }

        /** Once all is well again, each connection is scanned and swept soon after the longest wait. */
        void requireThatAllGetTheirTurn() throws Exception {
            ledger.foreign.clear();
            ledger.elsewhere.clear();
            ledger.failing.clear();
            ledger.sweepsDue.addAll(ALL);
            schedule.poll(ALL.stream().map(SampleScans::settings).toList());
            completeAll(running);
            now += BACKOFF_MAX.toNanos();
            Set<Connection> scanned = new HashSet<>();
            Set<Connection> swept = new HashSet<>();
            for (int second = 0; second < 120; second++) {
                now += Duration.ofSeconds(1).toNanos();
                List<Scan> begun = take();
                begun.forEach(
                        scan -> (scan.plan().kind() == ScanKind.SWEEP ? swept : scanned).add(scan.getConnection()));
                completeAll(begun);
            }
            assertThat(scanned).as("scanned").containsAll(ALL);
            assertThat(swept).as("swept").containsAll(ALL);
        }

        private void completeAll(Collection<Scan> scans) throws Exception {
            for (Scan scan : List.copyOf(scans)) {
                running.remove(scan);
                complete(scan);
            }
        }
    }
}
