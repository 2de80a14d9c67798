package io.vaultmedia.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.Product;
import io.vaultmedia.guarantees.Published;
import io.vaultmedia.guarantees.WithOwnKafka;
import io.vaultmedia.proof.KafkaMessage.Direction;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1, exactly once, if a request to commit comes late (KAFKA-17754): it is under way for so long that the client
 * sends it again and goes on. With clients 3.9, Kafka cannot tell the next transaction from the one that the request is about.
 */
@WithOwnKafka
class LateCommitTest {

    private static final String PRODUCERS = "producer-";

    /** Many requests for each transaction, so that a late commit can end it half way. */
    private static final Map<String, String> SMALL_BATCHES = Map.of(
            "camel.component.kafka.producer-batch-size", "2000",
            "camel.component.kafka.compression-codec", "none",
            "vault.connections", "alice=" + Product.ALICE);

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void publishesOnceIfARequestToCommitArrivesInTheNextTransaction() {
        try (ProxiedKafka kafka = ProxiedKafka.start();
                VaultSimulator api = VaultSimulator.start()) {
            Published published = kafka.published(prefix);
            try (Product product = kafka.product(api, prefix, SMALL_BATCHES)) {
                api.vault(Product.ALICE).store("before", "full");
                published.awaitAllOf(api, "alice", Product.ALICE);
                Fate late = commitThatIsLate(kafka, api, published);

                Fate half = transactionOfWhichHalfIsSent(kafka, api);
                late.release();
                Awaitility.await("the late commit to be answered").until(lateCommits::get, answered -> answered > 0);
                half.release();

                published.awaitAllOf(api, "alice", Product.ALICE);
            }
            assertThat(published.ids()).doesNotHaveDuplicates();
        }
    }

    private final AtomicInteger lateCommits = new AtomicInteger();

    /** Returns the request, which is under way; its transaction was committed when the client sent it again. */
    private Fate commitThatIsLate(ProxiedKafka kafka, VaultSimulator api, Published published) {
        Fate late = Fate.held();
        FaultRule.Next first = new FaultRule.Next(1, commit(Direction.REQUEST), late);
        kafka.apply(first);
        api.vault(Product.ALICE).store("first", "full");
        Awaitility.await("the first commit").until(first::isSpent);
        published.awaitAllOf(api, "alice", Product.ALICE);
        return late;
    }

    /** Returns the second request to write, which is under way. */
    private Fate transactionOfWhichHalfIsSent(ProxiedKafka kafka, VaultSimulator api) {
        Fate half = Fate.held();
        AtomicInteger writes = new AtomicInteger();
        Predicate<KafkaMessage> write = FaultRule.of(ApiKeys.PRODUCE, Direction.REQUEST, PRODUCERS);
        Predicate<KafkaMessage> answer = commit(Direction.ANSWER);
        kafka.apply(message -> {
            if (answer.test(message)) {
                lateCommits.incrementAndGet();
            }
            return write.test(message) && writes.incrementAndGet() == 2 ? half : Fate.PASS;
        });
        Instant now = Instant.now();
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
                .forEach(item -> api.vault(Product.ALICE).store("second-" + item, "full", now));
        Awaitility.await("half of the next transaction").until(half::isMet);
        return half;
    }

    private static Predicate<KafkaMessage> commit(Direction direction) {
        return FaultRule.of(ApiKeys.END_TXN, direction, PRODUCERS);
    }
}
