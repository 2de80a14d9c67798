package io.vaultmedia;

import io.vaultmedia.api.ApiAnswer;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.config.Instance;
import io.vaultmedia.config.PublishSettings;
import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.http.ApiKeys;
import io.vaultmedia.http.HttpPool;
import io.vaultmedia.http.ImpatientStop;
import io.vaultmedia.http.VaultHttpClient;
import io.vaultmedia.kafka.GroupMembers;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.ProducerLimits;
import io.vaultmedia.ops.HealthChecks;
import io.vaultmedia.ops.HostMetrics;
import io.vaultmedia.publish.Pages;
import io.vaultmedia.publish.PublishSteps;
import io.vaultmedia.publish.VariantSteps;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.schedule.PollOnlyIf;
import io.vaultmedia.schedule.RouteThreads;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.ChosenTopics;
import io.vaultmedia.shard.NextScans;
import io.vaultmedia.shard.Shards;
import io.vaultmedia.shard.Signals;
import io.vaultmedia.status.ScanHistory;
import io.vaultmedia.status.VaultStatus;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;

/** The beans that the routes of one instance name: built from its settings, and bound under its names. */
final class Bundle {

    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(60);

    private final CamelContext context;
    private final Settings settings;
    private final Instance instance;
    private final HostMetrics metrics;
    private final Connections connections;
    private final Shards shards;
    private final Schedule schedule;
    private final SignalParts signals;
    private final VaultStatus status;

    /** Builds and binds all beans. */
    Bundle(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
        instance = settings.instance();
        metrics = HostMetrics.create(instance.name());
        Topics topics = settings.topics().names();
        KafkaSettings kafka = new KafkaSettings(context, settings.kafkaComponent());
        shards = new Shards(settings.shards(), kafka, settings.group(), settings.topicSetup(kafka), topics.ledger());
        ScanHistory listener = new ScanHistory(metrics.listener(settings.isTraced()), Clock.systemUTC());
        NextScans scans = new NextScans(shards, settings.scan());
        connections = new Connections(settings.connections(), settings.connectionsSource());
        ApiKeys apiKeys = new ApiKeys(settings.apiKey());
        connections.follow(all -> apiKeys.use(all, connections::isKnown));
        schedule = new Schedule(settings.pace(), scans, listener, System::nanoTime, Math::random, apiKeys::changes);
        metrics.watch(shards, schedule, kafka.metrics());
        signals = new SignalParts(
                context, instance, kafka, topics, connections, shards, schedule, listener, settings.forgetAfter());
        status = new VaultStatus(connections, schedule, listener, shards, new GroupMembers(kafka, settings.group()));
        bindWhatOthersName();
        bindFetching(apiKeys, listener);
        bindThreads();
        bindSteps(topics, kafka, listener);
        HealthChecks.register(context, instance, settings.healthReadiness(), shards, schedule, connections);
    }

    private void bindWhatOthersName() {
        bind("vaultConnections", connections);
        bind("vaultControl", signals.control());
        bind("vaultCanChange", new PollOnlyIf(connections::canChange));
        bind("vaultIsDue", new PollOnlyIf(schedule::isDue));
        bind("vaultShards", shards);
        bind("vaultStatus", status);
        bind("vaultSchedule", schedule);
    }

    private void bindFetching(ApiKeys apiKeys, ScanListener listener) {
        Duration longestWait = settings.pace().backoffMax();
        bind("vaultApi", new VaultApi(settings.scan().pageLimit(), settings.pageMaxBytes(), longestWait, listener));
        bind(
                "vaultHttpClient",
                new VaultHttpClient(apiKeys::of, connections::byReference, REQUEST_DEADLINE, ApiAnswer.headerNames()));
        HttpClientConnectionManager pool = HttpPool.of(context, settings.pace().workers());
        context.getManagementStrategy().addEventNotifier(new ImpatientStop(pool));
        bind("vaultHttpPool", pool);
    }

    private void bindThreads() {
        int workers = settings.pace().workers();
        String scanning = instance.id("vault-scan-connection");
        bind("vaultScanThreads", RouteThreads.ofScans(context, scanning, workers, (scan, e) -> {
            if (scan != null) {
                scan.discardPage();
            }
            schedule.failed(scan, e);
        }));
        String fetching = instance.id("vault-fetch-ahead");
        bind("vaultFetchThreads", RouteThreads.ofScans(context, fetching, workers, (scan, e) -> scan.ahead()
                .failed(e)));
    }

    /** What stands behind the steps of split-page, publish-variant and publish-page. */
    private void bindSteps(Topics topics, KafkaSettings kafka, ScanListener listener) {
        PublishSettings publishing = settings.publish();
        Pages pages = new Pages(
                shards,
                publishing.messages(),
                publishing.deadLetters(topics),
                publishing.progress(topics),
                listener,
                settings.scan().tolerance(),
                new ProducerLimits(kafka));
        ChosenTopics chosen = new ChosenTopics(kafka, topics, settings.topics().missing());
        VariantSteps variants = publishing.steps(topics, chosen);
        PublishSteps publish = new PublishSteps(shards::fail);
        bind("vaultPages", pages);
        bind("vaultItemMessages", publishing.itemMessages(pages));
        bind("vaultNewlyStored", (Predicate) variants::isNewlyStored);
        bind("vaultHandled", (Processor) variants::handled);
        bind("vaultEventHeaders", (Processor) variants::setHeaders);
        bind("vaultIsObject", (Predicate) variants::isObject);
        bind("vaultAddToPage", (Processor) variants::addToPage);
        bind("vaultTakePages", (Processor) publish::begin);
        // These two by name only: found by type, they would serve the endpoints and data formats of the host, too.
        context.getRegistry().bind(instance.bean("vaultObjectMapper"), Object.class, VariantRecords::json);
        context.getRegistry().bind(instance.bean("vaultKafkaClients"), Object.class, publish::clients);
        String publisher = instance.id("vault-publish-page");
        bind(
                "vaultPublishThreads",
                RouteThreads.of(context, publisher, settings.shards(), (scan, e) -> publish.abandon(e)));
    }

    private void bind(String name, Object bean) {
        context.getRegistry().bind(instance.bean(name), bean);
    }

    Settings settings() {
        return settings;
    }

    Shards shards() {
        return shards;
    }

    VaultStatus status() {
        return status;
    }

    /** Joins the other replicas, and polls from then on. */
    void open() throws Exception {
        metrics.reportTo(context.getRegistry()::findByType);
        context.addService(shards, true);
        connections.follow(all -> shards.use(Signals.andNobody(all)));
        connections.follow(schedule::poll);
        signals.start(context);
        shards.join();
    }
}
