package io.vaultmedia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {

    private final ClientMetrics metrics = new ClientMetrics();

    @Test
    void aTotalIsTheSumOfAllClientsAlsoOfThoseThatAreClosed() {
        Metrics one = client(3, 10);
        Metrics two = client(4, 20);
        assertThat(metrics.applyAsDouble(ClientMetric.RECORDS_SENT)).isEqualTo(7);

        one.close();
        assertThat(metrics.applyAsDouble(ClientMetric.RECORDS_SENT)).isEqualTo(7);

        two.close();
        assertThat(metrics.applyAsDouble(ClientMetric.RECORDS_SENT)).isEqualTo(7);
    }

    @Test
    void ofAGaugeTheLargestValueOfTheOpenClientsCounts() {
        assertThat(metrics.applyAsDouble(ClientMetric.REQUEST_LATENCY)).isNaN();
        client(0, 10);
        Metrics two = client(0, 20);
        assertThat(metrics.applyAsDouble(ClientMetric.REQUEST_LATENCY)).isEqualTo(20);

        two.close();
        assertThat(metrics.applyAsDouble(ClientMetric.REQUEST_LATENCY)).isEqualTo(10);
    }

    /** Kafka removes metrics of idle connections and of topics that it no longer writes to. */
    @Test
    void aMetricThatKafkaRemovesKeepsItsTotal() {
        Metrics one = client(3, 10);
        one.removeMetric(name(one, "record-send-total"));

        assertThat(metrics.applyAsDouble(ClientMetric.RECORDS_SENT)).isEqualTo(3);
        one.close();
        assertThat(metrics.applyAsDouble(ClientMetric.RECORDS_SENT)).isEqualTo(3);
    }

    @Test
    void otherReportersOfAClientStay() {
        Properties client = new Properties();
        client.put("metric.reporters", "org.example.Mine");
        ClientReporter.addTo(client, Set.of("auto.include.jmx.reporter"), metrics);
        assertThat(client).containsEntry("metric.reporters", "org.example.Mine," + ClientReporter.class.getName());

        Properties fromFourOn = new Properties();
        ClientReporter.addTo(fromFourOn, Set.of(), metrics);
        assertThat(fromFourOn)
                .containsEntry("metric.reporters", JmxReporter.class.getName() + "," + ClientReporter.class.getName());

        Properties withoutJmx = new Properties();
        ClientReporter.withoutJmx(withoutJmx, Set.of());
        ClientReporter.addTo(withoutJmx, Set.of(), metrics);
        assertThat(withoutJmx).containsEntry("metric.reporters", ClientReporter.class.getName());
    }

    @Test
    void metersAreNamedAsMicrometerNamesThem() {
        assertThat(ClientMetric.RECORDS_SENT.meterName()).isEqualTo("kafka.producer.record.send.total");
        assertThat(ClientMetric.REBALANCES.meterName()).isEqualTo("kafka.consumer.coordinator.rebalance.total");
    }

    private static MetricName name(Metrics of, String name) {
        return of.metricName(name, "producer-metrics");
    }

    /** The metrics of a client, as Kafka's own clients have them. */
    private Metrics client(double sent, double latency) {
        ClientReporter reporter = new ClientReporter();
        reporter.configure(Map.of(ClientReporter.METRICS, metrics));
        Metrics client = new Metrics(new MetricConfig(), List.of(reporter), Time.SYSTEM);
        client.sensor("sent").add(name(client, "record-send-total"), new CumulativeSum());
        client.sensor("sent").record(sent);
        client.sensor("latency").add(name(client, "request-latency-max"), new Value());
        client.sensor("latency").record(latency);
        client.addMetric(name(client, "something-else"), (config, now) -> 1);
        return client;
    }
}
