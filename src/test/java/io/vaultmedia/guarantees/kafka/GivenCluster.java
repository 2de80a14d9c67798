package io.vaultmedia.guarantees.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** A cluster that is there already. It is asked whether it is, so that not each test has to find out. */
record GivenCluster(String bootstrapServers) implements Kafka {

    private static final Pattern ADDRESSES = Pattern.compile("[^:,\\s]+:\\d{1,5}(,[^:,\\s]+:\\d{1,5})*");
    private static final int PATIENCE_MILLIS = 10_000;

    static GivenCluster at(String address) {
        if (!ADDRESSES.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "-Dkafka=" + address + ": say embedded, container, or <host>:<port> of a cluster to test against");
        }
        checkThatItAnswers(address);
        return new GivenCluster(address);
    }

    private static void checkThatItAnswers(String address) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", address, "default.api.timeout.ms", PATIENCE_MILLIS, "request.timeout.ms", 5_000);
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "-Dkafka=" + address + ": no Kafka answers there; start one, or correct the address", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("-Dkafka=" + address + ": interrupted while waiting for its answer", e);
        }
    }

    @Override
    public void close() {
        // It is not ours to end.
    }
}
