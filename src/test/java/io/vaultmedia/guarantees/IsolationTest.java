package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Guarantee 4, isolation: a connection that fails or hangs delays no other. */
@WithKafka
class IsolationTest {

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void aConnectionThatHangsAndOneThatFailsDelayNoOther() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(10, "full");
            api.vault(Product.BOB).load(250, "full");
            api.faults(Product.ALICE).hang();
            try (Product product = Product.start(api, prefix)) {
                Published.of(prefix).awaitAllOf(api, "bob", Product.BOB);
                long polls = api.requests().count(Product.BOB);
                Awaitility.await().until(() -> api.requests().count(Product.BOB) >= polls + 5);
                assertOneAtATime(api.requests().last(Product.ALICE));
                api.faults(Product.ALICE).release();
                api.faults(Product.ALICE).clear();
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            }
        }
    }

    /** The product gives an answer up after 30 s: on a slow machine it may have asked again since. */
    private static void assertOneAtATime(List<ApiRequest> requests) {
        assertThat(requests).isNotEmpty();
        for (int i = 1; i < requests.size(); i++) {
            assertThat(requests.get(i).nanoTime() - requests.get(i - 1).nanoTime())
                    .as("nanoseconds from one unanswered request to the next")
                    .isGreaterThan(Duration.ofSeconds(29).toNanos());
        }
    }
}
