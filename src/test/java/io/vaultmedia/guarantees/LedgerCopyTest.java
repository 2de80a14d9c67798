package io.vaultmedia.guarantees;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.event.Topics;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee 1: a copy of the ledger, restored or moved to another prefix or cluster, keeps what was published from being published
 * again. Without a copy, each variant is published once more.
 */
@WithKafka
class LedgerCopyTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;

    @BeforeEach
    void publishAll() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(120, "full", "thumb");
        api.vault(Product.BOB).load(10, "full");
        try (Product product = Product.start(api, prefix)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            published.awaitAllOf(api, "bob", Product.BOB);
        }
    }

    /** Stores a variant, and returns what is published there once it is. */
    private List<String> publishNews(String brokers, String to) {
        Published there = new Published(brokers, to);
        try (Product product = Product.start(api, brokers, to, Map.of())) {
            api.vault(Product.ALICE).store("new-in-" + to, "full");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> there.ids().stream().anyMatch(id -> id.contains("new-in-" + to)));
        }
        return there.ids();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void goesOnUnderAnotherPrefix() throws Exception {
        String other = prefix + "-other";
        copy().restore(KafkaExtension.bootstrapServers(), new Topics(other).ledger());

        assertThat(publishNews(KafkaExtension.bootstrapServers(), other))
                .singleElement()
                .asString()
                .startsWith("alice/new-in-");
    }

    @Test
    void goesOnInAnotherCluster(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka other = EmbeddedKafka.start(folder, 0)) {
            copy().restore(other.bootstrapServers(), new Topics(prefix).ledger());

            assertThat(publishNews(other.bootstrapServers(), prefix))
                    .singleElement()
                    .asString()
                    .startsWith("alice/new-in-");
        }
    }

    /** What was published after the copy was made is published once more, and nothing else is. */
    @Test
    void anOldCopyRepeatsOnlyWhatIsNewer() throws Exception {
        PastLedger old = copy();
        int before = publishNews(KafkaExtension.bootstrapServers(), prefix).size();
        delete(new Topics(prefix).ledger());
        old.restore(KafkaExtension.bootstrapServers(), new Topics(prefix).ledger());
        api.vault(Product.BOB).store("after", "full");
        try (Product product = Product.start(api, prefix)) {
            await().until(() -> published.ids().size() >= before + 2);
        }

        assertThat(repeated()).singleElement().asString().startsWith("alice/new-in-");
        assertThat(published.ids()).hasSize(before + 2);
    }

    /** Consumers tell the repeats by their {@code ce_id}, and the audit counts them. */
    @Test
    void aLostLedgerRepeatsEachVariantOnce() throws Exception {
        Set<String> before = Set.copyOf(published.ids());
        delete(new Topics(prefix).ledger());
        try (Product product = Product.start(api, prefix)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> published.ids().size() >= 2 * before.size());
        }

        assertThat(published.ids()).hasSize(2 * before.size());
        assertThat(repeated()).isEqualTo(before);
        Commands.Result audit =
                new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, Map.of())).run("audit");
        assertThat(audit.exitCode()).isOne();
        assertThat(audit.out()).contains(before.size() + " repeated");
    }

    @Test
    void isRestoredUnderItsOwnPrefix() throws Exception {
        PastLedger copy = copy();
        int before = published.ids().size();
        delete(new Topics(prefix).ledger());
        copy.restore(KafkaExtension.bootstrapServers(), new Topics(prefix).ledger());
        try (Product product = Product.start(api, prefix)) {
            api.vault(Product.BOB).store("after", "full");
            await().until(() -> published.ids().stream().anyMatch(id -> id.startsWith("bob/after")));
        }
        assertThat(published.ids()).hasSize(before + 1).doesNotHaveDuplicates();
    }

    /** Returns a copy as docs/operating.md says: the same partitions, the same bytes, committed records only. */
    private PastLedger copy() {
        return new PastLedger(
                "this version",
                2,
                published.ledger().stream().map(PastLedger.Entry::of).toList(),
                List.of(),
                List.of());
    }

    /** Returns the ids that were published twice; fails if one was published more often. */
    private Set<String> repeated() {
        Map<String, Long> counts = published.ids().stream().collect(groupingBy(id -> id, counting()));
        assertThat(counts).allSatisfy((id, count) -> assertThat(count).isLessThanOrEqualTo(2));
        counts.values().removeIf(count -> count == 1);
        return counts.keySet();
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }
}
