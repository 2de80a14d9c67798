package io.vaultmedia.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vaultmedia.kafka.ClientMetric;
import io.vaultmedia.kafka.ClientMetrics;

/** Shows the metrics of Kafka's own clients in a registry: one series each. */
final class KafkaMeters {

    private KafkaMeters() {}

    static void register(MeterRegistry registry, ClientMetrics clients) {
        for (ClientMetric metric : ClientMetric.values()) {
            if (metric.isTotal()) {
                FunctionCounter.builder(metric.meterName(), clients, all -> all.applyAsDouble(metric))
                        .description(metric.description())
                        .register(registry);
            } else {
                Gauge.builder(metric.meterName(), clients, all -> all.applyAsDouble(metric))
                        .description(metric.description())
                        .register(registry);
            }
        }
    }
}
