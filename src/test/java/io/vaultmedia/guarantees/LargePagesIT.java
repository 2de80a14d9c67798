package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 6: pages near the largest that are read, on as many connections as there are workers, do not use up the heap that
 * the image has in k8s/base.
 */
@WithKafka
class LargePagesIT {

    private static final int CONNECTIONS = 32;
    private static final int ITEMS = 100;
    private static final int VARIANTS = 10;

    private static final String VARIANT = "\"v%d\":{\"status\":\"stored\",\"quality\":\"q\",\"sizeBytes\":1,"
            + "\"contentType\":\"image/jpeg\",\"accessCount\":0,\"createdAt\":1796004686692,\"expiresAt\":1797004686692,"
            + "\"storedAt\":1796004686692,\"lastAccessedAt\":1796004686692,\"url\":\"https://media.example/%s\"}";

    @Test
    void doNotUseUpTheHeap() {
        byte[] page = page();
        assertThat(page.length).isBetween(13_000_000, 16_000_000);
        List<String> ids = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> "conn_large%02d".formatted(i))
                .toList();
        try (VaultSimulator api = VaultSimulator.start()) {
            ids.forEach(id -> {
                api.vault(id);
                api.faults(id).replaceNext(page).replaceNext(page);
            });
            String prefix = KafkaExtension.freshPrefix();
            Map<String, String> settings =
                    new HashMap<>(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, Map.of()));
            settings.put("vault.connections", String.join(",", ids));
            settings.put("vault.shards", "8");
            try (ProductProcess product =
                    ProductProcess.startPackaged(settings, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError")) {
                await().atMost(Duration.ofMinutes(4))
                        .until(() -> !product.isAlive()
                                || ids.stream().allMatch(id -> api.requests().count(id) >= 4));
                assertThat(product.isAlive()).as("it has not run out of memory").isTrue();
            }
        }
    }

    private static byte[] page() {
        StringJoiner items = new StringJoiner(",", "{\"items\":[", "]}");
        for (int item = 0; item < ITEMS; item++) {
            StringJoiner variants = new StringJoiner(",", "{", "}");
            for (int variant = 0; variant < VARIANTS; variant++) {
                variants.add(VARIANT.formatted(variant, "x".repeat(13_600)));
            }
            items.add("{\"id\":\"%d\",\"type\":\"image\",\"duration\":null,\"media\":%s}"
                    .formatted(1000 + item, variants));
        }
        return items.toString().getBytes(StandardCharsets.UTF_8);
    }
}
