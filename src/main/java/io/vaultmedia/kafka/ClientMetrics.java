package io.vaultmedia.kafka;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * Adds up what the Kafka clients of this product measure: one value for each {@link ClientMetric}, however many clients there
 * are. A total keeps what clients have counted that are closed. Thread safe.
 */
public final class ClientMetrics implements ToDoubleFunction<ClientMetric> {

    private final Map<ClientMetric, Sum> sums = new EnumMap<>(ClientMetric.class);

    ClientMetrics() {
        for (ClientMetric metric : ClientMetric.values()) {
            sums.put(metric, new Sum());
        }
    }

    private static final class Sum {
        private final Set<KafkaMetric> open = ConcurrentHashMap.newKeySet();
        private final DoubleAdder closed = new DoubleAdder();

        private DoubleStream values() {
            return open.stream().mapToDouble(Sum::value).filter(value -> !Double.isNaN(value));
        }

        private static double value(KafkaMetric metric) {
            return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
        }

        private void close(KafkaMetric metric) {
            if (open.remove(metric)) {
                double last = value(metric);
                closed.add(Double.isNaN(last) ? 0 : last);
            }
        }
    }

    /** Returns the sum of a total, or else the largest value; NaN if no client has one. */
    @Override
    public double applyAsDouble(ClientMetric metric) {
        Sum sum = sums.get(metric);
        return metric.isTotal()
                ? sum.closed.sum() + sum.values().sum()
                : sum.values().max().orElse(Double.NaN);
    }

    void opened(KafkaMetric metric) {
        sumOf(metric.metricName()).ifPresent(sum -> sum.open.add(metric));
    }

    void closed(Collection<KafkaMetric> metrics) {
        metrics.forEach(metric -> sumOf(metric.metricName()).ifPresent(sum -> sum.close(metric)));
    }

    private Optional<Sum> sumOf(MetricName name) {
        for (Map.Entry<ClientMetric, Sum> sum : sums.entrySet()) {
            if (sum.getKey().is(name.group(), name.name())) {
                return Optional.of(sum.getValue());
            }
        }
        return Optional.empty();
    }
}
