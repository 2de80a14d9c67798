package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Guarantee 4: a connection that fails or hangs delays no other. */
@ExtendWith(KafkaExtension.class)
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
                assertThat(api.faults(Product.ALICE).hanging())
                        .as("requests of alice at one time")
                        .isEqualTo(1);
                api.faults(Product.ALICE).release();
                api.faults(Product.ALICE).clear();
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            }
        }
    }
}
