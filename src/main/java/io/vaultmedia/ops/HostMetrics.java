package io.vaultmedia.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vaultmedia.kafka.ClientMetrics;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.SilentListener;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.Shards;
import java.time.Clock;
import java.util.Set;

/**
 * The product's metrics in the registries that the host application has. Without a registry, measuring costs nothing; without
 * Micrometer on the class path, nothing is measured. Traces of pages go to the host's OpenTelemetry. Thread safe.
 */
public final class HostMetrics {

    private final Metered metered;
    private volatile Traced traced;

    private HostMetrics(Metered metered) {
        this.metered = metered;
    }

    /**
     * Returns metrics that no registry has yet.
     *
     * @param instance the value of the label {@code vault_instance}, or empty for metrics without it
     */
    public static HostMetrics create(String instance) {
        return new HostMetrics(hasMicrometer() ? new Metered(instance) : null);
    }

    private static boolean hasMicrometer() {
        try {
            Class.forName(
                    "io.micrometer.core.instrument.composite.CompositeMeterRegistry",
                    false,
                    HostMetrics.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Returns what measures scans, and sums up in the log once an hour.
     *
     * @param isTraced whether it makes a trace of each page, too: then OpenTelemetry must be on the class path
     */
    public ScanListener listener(boolean isTraced) {
        ScanListener all =
                new HourlySummary(metered == null ? new SilentListener() : metered.listener(), System::nanoTime);
        if (!isTraced) {
            return all;
        }
        traced = new Traced(all);
        return traced.traces;
    }

    /** Adds what these three report. */
    public void watch(Shards shards, Schedule schedule, ClientMetrics kafka) {
        if (metered != null) {
            metered.watch(shards, schedule, kafka);
        }
    }

    /**
     * Measures into the host's registries from now on, and traces by the host's OpenTelemetry.
     *
     * @param registry finds the host's beans of a type
     */
    public void reportTo(BeansOfType registry) {
        if (metered != null) {
            metered.reportTo(registry);
        }
        if (traced != null) {
            traced.traces.use(registry);
        }
    }

    /** Finds the beans of a type, as Camel's registry does. */
    public interface BeansOfType {
        <T> Set<T> findByType(Class<T> type);
    }

    /** The only class here that needs OpenTelemetry. It is loaded if traces are to be made. */
    private static final class Traced {

        private final PageTraces traces;

        private Traced(ScanListener next) {
            this.traces = new PageTraces(next, Clock.systemUTC());
        }
    }

    /** The only class here that needs Micrometer. Without Micrometer it is not loaded. */
    private static final class Metered {

        private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
        private final VaultMetrics metrics;

        private Metered(String instance) {
            if (!instance.isEmpty()) {
                meters.config().commonTags("vault_instance", instance);
            }
            metrics = new VaultMetrics(meters);
        }

        private ScanListener listener() {
            return metrics;
        }

        private void watch(Shards shards, Schedule schedule, ClientMetrics kafka) {
            metrics.watch(shards, schedule);
            KafkaMeters.register(meters, kafka);
        }

        private void reportTo(BeansOfType beans) {
            beans.findByType(MeterRegistry.class).forEach(meters::add);
        }
    }
}
