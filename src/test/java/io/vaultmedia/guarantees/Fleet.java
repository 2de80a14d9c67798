package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Many connections with a vault of three items each, behind an API that takes 100 ms an answer. Immutable. */
final class Fleet {

    private final VaultSimulator api;
    private final List<String> ids;

    private Fleet(VaultSimulator api, List<String> ids) {
        this.api = api;
        this.ids = ids;
    }

    static Fleet of(VaultSimulator api, int size) {
        List<String> ids = IntStream.range(0, size)
                .mapToObj(i -> String.format("conn_%020d", i))
                .toList();
        ids.forEach(id -> api.vault(id).load(3, "full"));
        api.faults().latency(Duration.ofMillis(100));
        return new Fleet(api, ids);
    }

    List<String> ids() {
        return ids;
    }

    /** Starts the packaged product in a heap of 256 MB, polling them all. */
    ProductProcess poll(String prefix, Duration interval) {
        Map<String, String> more = Map.of(
                "vault.connections", setting(), "vault.shards", "8", "vault.poll.interval", interval.toSeconds() + "s");
        return ProductProcess.startPackaged(
                Product.settings(api, KafkaExtension.bootstrapServers(), prefix, more), "-Xmx256m");
    }

    private String setting() {
        return ids.stream()
                .map(id -> "a" + Integer.parseInt(id.substring(5)) + "=" + id)
                .collect(Collectors.joining(","));
    }

    /** Waits until each connection was scanned once. */
    void awaitBackfills(ProductProcess product) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> !product.isAlive()
                        || ids.stream().allMatch(id -> api.requests().count(id) > 0));
        assertThat(product.isAlive()).as(product.log()).isTrue();
    }
}
