package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.net.FreePort;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks the command check: against a real broker and the simulated API, it finds what is wrong, and changes nothing. */
@WithKafka
class CheckTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final VaultSimulator api = VaultSimulator.start();

    @BeforeEach
    void addTheVaults() {
        api.vault(Product.ALICE);
        api.vault(Product.BOB);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Commands.Result check(Map<String, String> more, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "check";
        System.arraycopy(args, 0, all, 1, args.length);
        return new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, more)).run(all);
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    @Test
    void passesBeforeTheFirstStartAndCreatesNothing() throws Exception {
        api.vault(Product.ALICE).load(120, "full");

        Commands.Result result = check(Map.of());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.lines()).allMatch(line -> line.length() <= 80);
        assertThat(result.lines())
                .anyMatch(line -> line.startsWith("√ alice: 100 items on the first page"))
                .anyMatch(line -> line.startsWith("√ bob: 0 items, nothing stored"))
                .anyMatch(line -> line.startsWith("√ the API's clock"))
                .anyMatch(line -> line.startsWith("√ topic " + prefix + ".image does not exist yet"))
                .anyMatch(line -> line.startsWith("√ nobody is in the group"));
        assertThat(api.requests().count(Product.ALICE))
                .as("requests for one connection")
                .isOne();
        assertThat(topics()).noneMatch(topic -> topic.startsWith(prefix));
    }

    @Test
    void namesTheReplicasThatRun() {
        try (Product product = Product.start(api, prefix)) {
            await().until(() -> api.requests().count(Product.ALICE) > 1);
            Commands.Result result = check(Map.of());
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out())
                    .contains("√ 1 member is in the group " + prefix, "√ the ledger has 2 shards", "topics exist");
        }
    }

    @Test
    void saysWhatToDoAboutEachFailure() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createTopics(Set.of(
                            new NewTopic(prefix + ".image", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        Commands.Result result = check(Map.of("vault.api.key", "wrong"));

        assertThat(result.exitCode()).isOne();
        assertThat(result.lines())
                .contains("× alice: the API answered 401", "    see docs/operating.md#api-connection")
                .anyMatch(line -> line.startsWith("× topic " + prefix + ".image has cleanup.policy=compact"));
        assertThat(result.out()).doesNotContain(Product.ALICE, Product.BOB);
    }

    @Test
    void aWrongSettingIsExitCode2() {
        Commands.Result result = check(Map.of("vault.page.limit", "0"), "-o", "json");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("\"success\" : false", "\"id\" : \"settings\"", "vault.page.limit=0");
    }

    @Test
    void leavesTheRestOutIfKafkaIsNotThere() {
        Commands.Result result = check(Map.of("camel.component.kafka.brokers", "127.0.0.1:" + FreePort.any()));

        assertThat(result.exitCode()).isOne();
        assertThat(result.out())
                .contains("cannot be reached: the connection is refused", "see docs/operating.md#kafka-reachable")
                .doesNotContain("docs/operating.md#kafka-group");
    }

    @Test
    void waitsUntilAFailedCheckPasses() {
        api.faults(Product.ALICE).failNext(1, 503);
        CompletableFuture<Commands.Result> result =
                CompletableFuture.supplyAsync(() -> check(Map.of(), "--wait", "1m"));
        assertThat(result.join().exitCode()).as(result.join().out()).isZero();
        assertThat(api.requests().count(Product.ALICE)).isEqualTo(2);
    }
}
