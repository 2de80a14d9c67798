package io.vaultmedia.kafka;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Adds the metrics of one Kafka client to the {@link ClientMetrics} that the client's settings hold. Kafka makes it, and calls it
 * from the threads of the client. Thread safe.
 */
public final class ClientReporter implements MetricsReporter {

    /** The setting of a client that holds its {@link ClientMetrics}. */
    static final String METRICS = "vault.client.metrics";

    private static final String INCLUDE_JMX = "auto.include.jmx.reporter";

    private final Set<KafkaMetric> mine = ConcurrentHashMap.newKeySet();
    private ClientMetrics metrics;

    /**
     * Has a client register no MBeans, unless its settings ask for them. Each client would register hundreds: half a second of
     * CPU at the start.
     */
    static void withoutJmx(Properties client, Set<String> names) {
        if (names.contains(INCLUDE_JMX)) {
            client.putIfAbsent(INCLUDE_JMX, false);
        } else { // Clients from 4.0 on.
            client.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        }
    }

    /**
     * Has a client report to these metrics, in addition to where it reports anyway.
     *
     * @param names the settings that the client knows: without that of JMX, as from 4.0 on, it reports to JMX only if it is told to
     */
    static void addTo(Properties client, Set<String> names, ClientMetrics metrics) {
        Object others = client.getOrDefault(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                names.contains(INCLUDE_JMX) ? "" : JmxReporter.class.getName());
        String all = Stream.of(others.toString(), ClientReporter.class.getName())
                .filter(reporter -> !reporter.isBlank())
                .collect(Collectors.joining(","));
        client.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, all);
        client.put(METRICS, metrics);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        metrics = (ClientMetrics) settings.get(METRICS);
    }

    @Override
    public void init(List<KafkaMetric> first) {
        first.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        mine.add(metric);
        metrics.opened(metric);
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        mine.remove(metric);
        metrics.closed(List.of(metric));
    }

    @Override
    public void close() {
        metrics.closed(mine);
        mine.clear();
    }
}
