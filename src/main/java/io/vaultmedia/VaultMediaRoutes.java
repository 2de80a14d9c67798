package io.vaultmedia;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vaultmedia.api.ApiAnswer;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.config.ContextSettings;
import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.http.HttpPool;
import io.vaultmedia.http.ImpatientStop;
import io.vaultmedia.http.VaultHttpClient;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.ops.ConnectionsHealthCheck;
import io.vaultmedia.ops.ShardsHealthCheck;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.publish.Pages;
import io.vaultmedia.publish.PublishSteps;
import io.vaultmedia.publish.VariantSteps;
import io.vaultmedia.schedule.RouteThreads;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.ChosenTopics;
import io.vaultmedia.shard.NextScans;
import io.vaultmedia.shard.Shards;
import io.vaultmedia.shard.TopicSetup;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.function.Suppliers;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the product together in a Camel context: reads its settings, builds the beans that the routes name, and opens the
 * shards when the context starts. {@code routes/beans.camel.yaml} asks for it, so it exists exactly where the routes do.
 */
public final class VaultMediaRoutes implements CamelContextAware, StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(VaultMediaRoutes.class);
    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(60);
    private static final String SCHEDULE = "vaultSchedule";

    /** Passes measurements on to the registries that the application has; without one, measuring costs nothing. */
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();

    private final AtomicBoolean opened = new AtomicBoolean();
    private CamelContext context;
    private Settings settings;
    private Connections connections;
    private Shards shards;
    private Schedule schedule;

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    /**
     * Builds and binds everything; throws ConfigurationException for a setting that is missing or wrong. Camel makes the
     * beans of a YAML file more than once (before its routes are parsed, and with them): only the first one counts.
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        if (context.getRegistry().lookupByName(SCHEDULE) == null) {
            settings = ContextSettings.read(context);
            bindBeans();
        }
    }

    private void bindBeans() {
        Topics topics = new Topics(settings.topicPrefix());
        KafkaSettings kafka = new KafkaSettings(context);
        TopicSetup topicSetup =
                new TopicSetup(kafka, topics, settings.shards(), settings.topicCreate(), settings.replicationFactor());
        shards = new Shards(settings.shards(), kafka, settings.group(), topicSetup, topics.ledger());

        VaultMetrics metrics = new VaultMetrics(meters);
        NextScans scans = new NextScans(shards, settings.scan());

        connections = new Connections(settings.connections(), settings.connectionsSource());
        schedule = new Schedule(
                settings.pace(), scans, metrics, System::nanoTime, Math::random, settings.apiKey()::changes);
        metrics.watch(shards, schedule);

        bind("vaultConnections", connections);
        bind("vaultShards", shards);
        bind(
                "vaultApi",
                new VaultApi(
                        settings.scan().pageLimit(),
                        settings.pageMaxBytes(),
                        settings.pace().backoffMax(),
                        metrics));
        bind(
                "vaultHttpClient",
                new VaultHttpClient(
                        settings.apiKey(), connections::byReference, REQUEST_DEADLINE, ApiAnswer.headerNames()));
        int workers = settings.pace().workers();
        HttpClientConnectionManager pool = HttpPool.of(context, workers);
        context.getManagementStrategy().addEventNotifier(new ImpatientStop(pool));
        bind("vaultHttpPool", pool);
        bind("vaultScanThreads", RouteThreads.of(context, "vault-scan-connection", workers, (scan, e) -> {
            if (scan != null) {
                scan.discardPage();
            }
            schedule.failed(scan, e);
        }));
        bind("vaultFetchThreads", RouteThreads.of(context, "vault-fetch-ahead", workers, (scan, e) -> scan.ahead()
                .failed(e)));
        bindSteps(topics, kafka, metrics);
        bindHealth();
        bind(SCHEDULE, schedule); // The last one: it tells that all are there.
        try {
            context.addStartupListener(this);
        } catch (Exception e) {
            throw new IllegalStateException("Camel takes startup listeners", e);
        }
    }

    /** What stands behind the steps of split-page, publish-variant and publish-page. */
    private void bindSteps(Topics topics, KafkaSettings kafka, VaultMetrics metrics) {
        ObjectMapper json = VariantRecords.json();
        Pages pages = new Pages(
                connection -> shards.of(connection).required(),
                new DeadLetterRecords(topics),
                json,
                metrics,
                settings.scan().tolerance(),
                Suppliers.memorize(kafka::maxRecordBytes)::get);
        ChosenTopics chosenTopics =
                new ChosenTopics(kafka, topics, settings.topicCreate(), settings.replicationFactor());
        VariantSteps variants = new VariantSteps(
                new VariantRecords(topics), chosenTopics, settings.buriesStepFailures(), settings.hasOwnSteps());
        PublishSteps publish = new PublishSteps(shards::fail);
        bind("vaultPages", pages);
        bind("vaultNewlyStored", (Predicate) variants::isNewlyStored);
        bind("vaultHandled", (Processor) variants::handled);
        bind("vaultViaFailed", (Processor) variants::failed);
        bind("vaultEventHeaders", (Processor) variants::setHeaders);
        bind("vaultIsObject", (Predicate) variants::isObject);
        bind("vaultAddToPage", (Processor) variants::addToPage);
        bind("vaultTakePages", (Processor) publish::begin);
        // These two by name only: found by type, they would serve the endpoints and data formats of the host, too.
        context.getRegistry().bind("vaultObjectMapper", Object.class, () -> json);
        context.getRegistry().bind("vaultKafkaClients", Object.class, publish::clients);
        bind(
                "vaultPublishThreads",
                RouteThreads.of(context, "vault-publish-page", settings.shards(), (scan, e) -> publish.abandon(e)));
    }

    private void bindHealth() {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(new ShardsHealthCheck(shards));
            health.register(new ConnectionsHealthCheck(schedule, connections));
        }
    }

    private void bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
    }

    /**
     * The shards are opened while the routes start. Camel calls this once they are about to, again for each route that is
     * started later, by itself or by the host, and at once where ours are added to a context that runs already.
     */
    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) throws Exception {
        if (opened.compareAndSet(false, true)) {
            open();
        } else if (shards.isStopped()) {
            LOG.error("Nothing is polled: a Camel context that was stopped cannot poll again; start it in a new one");
        }
    }

    private void open() throws Exception {
        ContextSettings.checkBrokers(context);
        context.getRegistry().findByType(MeterRegistry.class).forEach(meters::add);
        context.addService(shards, true);
        connections.follow(schedule::poll);
        shards.join(connections.current().stream()
                .map(ConnectionSettings::connection)
                .toList());
    }
}
