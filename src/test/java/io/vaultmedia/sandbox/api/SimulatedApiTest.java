package io.vaultmedia.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SimulatedApiTest {

    @Test
    void hasFullVaultsInWhichNewItemsAppear() {
        try (SimulatedApi running = SimulatedApi.start(0, "sk_1", List.of("conn_a", "conn_b"))) {
            VaultSimulator api = running.api();

            assertThat(api.apiKey()).isEqualTo("sk_1");
            int loaded = 2 * 2_000 * 2;
            Awaitility.await().until(() -> stored(api) > loaded);
        }
    }

    private static int stored(VaultSimulator api) {
        return List.of("conn_a", "conn_b").stream()
                .mapToInt(id -> api.vault(id).everStored().size())
                .sum();
    }
}
