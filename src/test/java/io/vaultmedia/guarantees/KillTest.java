package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Guarantee 1 under {@code kill -9}: the product's JVM dies in the middle of its backfill, again and again. */
@WithKafka
class KillTest {

    private static final int ITEMS = 3_000;
    private static final int ROUNDS = 4;

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void nothingIsLostOrRepeatedWhenKilledInTheMiddle() {
        long seed = System.nanoTime();
        System.out.println("KillTest seed " + seed);
        Random random = new Random(seed);
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(ITEMS, "full", "thumb");
            api.vault(Product.BOB).load(ITEMS, "full", "thumb");
            api.faults().latency(Duration.ofMillis(5));
            Map<String, String> settings = Product.settings(api, KafkaExtension.bootstrapServers(), prefix, Map.of());
            for (int round = 0; round < ROUNDS; round++) {
                long target = api.requests().count() + 3 + random.nextInt(40);
                ProductProcess victim = ProductProcess.start(settings, Map.of());
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> api.requests().count() >= target);
                victim.kill();
            }
            try (ProductProcess survivor = ProductProcess.start(settings, Map.of())) {
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
                Published.of(prefix).awaitAllOf(api, "bob", Product.BOB);
                long requests = api.requests().count();
                Awaitility.await().until(() -> api.requests().count() >= requests + 6);
            }
            assertThat(Published.of(prefix).ids()).hasSize(4 * ITEMS).doesNotHaveDuplicates();
        }
    }
}
