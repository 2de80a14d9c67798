package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.scan.Paging;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.StartFrom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The product's scans of one connection as the schedule and the routes run them, a page at a time: with the real ledger and
 * the real queries, but a {@link ModelApi} in place of HTTP and a list in place of Kafka. Not thread safe.
 */
final class ModelScans {

    static final Duration SWEEP_INTERVAL = Duration.ofHours(24);

    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Topics TOPICS = new Topics("p");
    private static final ScanSettings RULES = new ScanSettings(
            Duration.ofMinutes(10), Optional.of(SWEEP_INTERVAL), StartFrom.BEGINNING, 100, Integer.MAX_VALUE);

    /** What becomes of a page that is to be published. */
    enum Fate {
        CONFIRMED,
        COMMITTED_IN_DOUBT,
        REFUSED
    }

    private final Shards shards = OpenShards.one(CONTEXT, TOPICS);
    private final VaultMetrics metrics = new VaultMetrics(new SimpleMeterRegistry());
    private final SampleLedgers ledger = new SampleLedgers(shards, TOPICS, RULES, metrics);
    private final List<ProducerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final Set<String> published = new LinkedHashSet<>();
    private final Map<String, Integer> changesBefore = new HashMap<>();
    private final ModelApi api;
    private final VaultApi queries;
    private Scan scan;
    private Scan sweep;
    private boolean pageAhead;
    private boolean goesOn;
    private int changesBeforeScan;
    private int changesBeforeSweep;
    private int sweeps;
    private long forgotten;

    ModelScans(ModelApi api, int limit) {
        this.api = api;
        this.queries = new VaultApi(limit, 1, Duration.ZERO, metrics);
    }

    /** All that a consumer has read, each as {@code <media id>/<label>@<storedAt>}. */
    Set<String> published() {
        return published;
    }

    /** How often a sweep has made the ledger forget a variant. */
    long forgotten() {
        return forgotten;
    }

    /** Number of variants in the ledger. */
    int known() {
        return connection().variants().size();
    }

    private ConnectionLedger connection() {
        return shards.of(ALICE).required().ledger().of(ALICE);
    }

    /** Number of sweeps over everything that came to their end. */
    int sweeps() {
        return sweeps;
    }

    /**
     * One page of the scan that is due: of the one in hand, or of a new one.
     *
     * @param ahead whether the page after it is fetched before it is published, else the scan pauses then
     * @param timed whether the API tells its time with what is fetched
     * @return true where the scan has come to its end
     */
    boolean page(boolean ahead, boolean timed, Fate fate) throws Exception {
        if (scan == null) {
            scan = ledger.begin(SampleScans.settings(ALICE), () -> goesOn).orElseThrow();
            changesBeforeScan = changesBefore(scan);
        }
        Scan running = scan;
        if (!pageAhead) {
            running.ahead().resume();
            fetch(running, timed);
        }
        goesOn = ahead;
        MediaPage page = running.takePage();
        pageAhead = running.isGoingOn();
        if (pageAhead) {
            fetch(running, timed);
        }
        scan = running.isComplete() ? null : running;
        return publish(running, page, fate) && isOver(running, changesBeforeScan);
    }

    /**
     * One page of the sweep that is due: a sweep goes page by page, between the turns of other scans.
     *
     * @return false where none is due, or it is not its turn
     */
    boolean sweepPage() throws Exception {
        if (sweep == null && !pageAhead) {
            sweep = ledger.beginSweep(SampleScans.settings(ALICE), () -> false).orElse(null);
            changesBeforeSweep = sweep == null ? 0 : changesBefore(sweep);
        }
        if (sweep == null || pageAhead) {
            return false;
        }
        Scan running = sweep;
        running.ahead().resume();
        fetch(running, true);
        MediaPage page = running.takePage();
        sweep = running.isComplete() ? null : running;
        if (publish(running, page, Fate.CONFIRMED) && isOver(running, changesBeforeSweep)) {
            sweeps += running.plan().isRecheck() ? 0 : 1;
        }
        return true;
    }

    /** How often the listing had changed when this scan fetched its first page, perhaps before a restart. */
    private int changesBefore(Scan begun) {
        if (begun.paging().cursor() != null) {
            return changesBefore.get(
                    start(begun, connection().state().progress().startedAt()));
        }
        changesBefore.merge(start(begun, api.time()), api.changes(), Math::min);
        return api.changes();
    }

    private static String start(Scan begun, Instant apiTime) {
        return begun.plan().kind() + " " + apiTime;
    }

    /** A scan from its first page to its last, with nothing changing meanwhile, has published all that it asked for. */
    private boolean isOver(Scan ended, int changesAtStart) {
        if (ended.isComplete() && !ended.plan().isRecheck() && changesAtStart == api.changes()) {
            Instant from = ended.plan().from();
            assertThat(published).containsAll(from == null ? api.atRest() : api.atRest(from.toEpochMilli()));
        }
        return ended.isComplete();
    }

    /** The API gives no page to the scan that is due. */
    void fail(boolean refusesCursor) {
        if (refusesCursor && scan != null && !pageAhead) {
            ledger.scans().refused(scan);
        }
        forgetScans();
    }

    /** The program ends, and another one begins. */
    void restart() {
        OpenShards.openAgain(
                shards, ALICE, log.stream().map(record -> LedgerEntry.parse(record.key(), record.value())));
        forgetScans();
    }

    private void forgetScans() {
        scan = null;
        sweep = null;
        pageAhead = false;
    }

    private void fetch(Scan of, boolean timed) {
        MediaPage page = api.page(queries.query(of));
        MediaPage told = timed ? page : new MediaPage(page.items(), page.nextCursor(), null);
        assertThat(of.paging().follow(told)).isEqualTo(Paging.Course.FORWARD);
        queries.arrived(of, told);
    }

    /** False where the scan ends with it, and the shard is opened again. */
    private boolean publish(Scan of, MediaPage page, Fate fate) throws Exception {
        PageTransaction transaction = ledger.fill(of, page, null);
        if (fate != Fate.REFUSED) {
            transaction.records().forEach(this::consume);
            forgotten += transaction.entries().stream()
                    .filter(entry -> entry.kind() == LedgerEntry.Kind.VARIANT
                            && entry.numbers().isEmpty())
                    .count();
            transaction.entries().forEach(entry -> log.add(entry.toRecord(TOPICS.ledger(), 0)));
        }
        if (fate == Fate.CONFIRMED) {
            ledger.commit(transaction);
            return true;
        }
        restart();
        return false;
    }

    private void consume(OutboundRecord record) {
        String id = new String(record.record().headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)
                .substring("alice/".length());
        assertThat(published.add(id)).as("%s is published once", id).isTrue();
        assertThat(api.everStored()).contains(id);
    }
}
