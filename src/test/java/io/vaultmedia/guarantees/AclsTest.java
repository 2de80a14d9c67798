package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.Topics;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ACLs of docs/operating.md: against a broker that allows nothing by default, the product needs all of them and no
 * others, and names the one that is missing.
 */
@WithOwnKafka
class AclsTest {

    private static SecuredKafka kafka;

    private final String prefix = KafkaExtension.freshPrefix();

    @BeforeAll
    static void start() {
        kafka = new SecuredKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    static List<AclBinding> all() {
        return new OperatingPage().acls();
    }

    static List<AclBinding> withoutCreating() {
        return all().stream()
                .filter(acl -> acl.entry().operation() != AclOperation.CREATE)
                .toList();
    }

    @Test
    void commandsGrantWhatTheTableLists() {
        kafka.runAclCommands();

        assertThat(kafka.aclsOf(SecuredKafka.PRINCIPAL))
                .filteredOn(acl -> !acl.pattern().name().startsWith("test-"))
                .containsExactlyInAnyOrderElementsOf(new OperatingPage().acls());
    }

    @Test
    void allAreEnoughToCreateTopicsAndPublish() {
        kafka.grant(here(all()));

        kafka.assertPublishes(kafka.byPassword(), prefix);
    }

    @Test
    void allButCreateAreEnoughWhereTopicsExist() {
        createTopics();
        kafka.grant(here(withoutCreating()));

        kafka.assertPublishes(creatingNothing(), prefix);
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhichOneIsMissing(AclBinding missing) {
        kafka.grant(here(without(missing, all())));

        kafka.assertTrouble(kafka.byPassword(), prefix, messageOf(missing));
    }

    @ParameterizedTest
    @MethodSource("withoutCreating")
    void saysWhichOneIsMissingWhereTopicsExist(AclBinding missing) {
        createTopics();
        kafka.grant(here(without(missing, withoutCreating())));

        kafka.assertTrouble(creatingNothing(), prefix, messageOf(missing));
    }

    @ParameterizedTest
    @MethodSource("withoutCreating")
    void checkSaysWhichOneIsMissing(AclBinding missing) {
        createTopics();
        kafka.grant(here(without(missing, withoutCreating())));

        try (VaultSimulator api = SecuredKafka.apiOfAlice()) {
            Map<String, String> settings = creatingNothing();
            settings.put("vault.connections", "alice=" + Product.ALICE);
            Commands.Result result = new Commands(Product.settings(api, kafka.bootstrapServers(), prefix, settings))
                    .run("check", "-o", "json");
            assertThat(result.exitCode()).as(result.out() + result.err()).isOne();
            assertThat(result.out()).contains(" does not allow " + rightOf(missing));
        }
    }

    private String messageOf(AclBinding missing) {
        return "Kafka at " + kafka.bootstrapServers() + " does not allow " + rightOf(missing);
    }

    private String rightOf(AclBinding missing) {
        ResourcePattern here = here(List.of(missing)).get(0).pattern();
        String resource =
                switch (here.resourceType()) {
                    case TOPIC -> "topic " + here.name();
                    case GROUP -> "group " + here.name();
                    case TRANSACTIONAL_ID -> "transactional ids that begin with vault.group and a hyphen";
                    default -> throw new IllegalStateException("docs/operating.md has an ACL for " + here);
                };
        return OperatingPage.nameOf(missing.entry().operation()) + " on " + resource;
    }

    private List<AclBinding> here(List<AclBinding> acls) {
        return kafka.renamed(acls, SecuredKafka.PRINCIPAL, prefix);
    }

    private static List<AclBinding> without(AclBinding one, List<AclBinding> all) {
        List<AclBinding> others = new ArrayList<>(all);
        assertThat(others.remove(one)).isTrue();
        return others;
    }

    private Map<String, String> creatingNothing() {
        Map<String, String> settings = kafka.byPassword();
        settings.put("vault.topic.create", "false");
        return settings;
    }

    private void createTopics() {
        Topics topics = new Topics(prefix);
        List<NewTopic> made = new ArrayList<>();
        topics.variants().forEach(name -> made.add(new NewTopic(name, Optional.empty(), Optional.empty())));
        made.add(new NewTopic(topics.deadLetter(), Optional.empty(), Optional.empty()));
        made.add(new NewTopic(topics.signals(), Optional.of(1), Optional.empty()));
        made.add(new NewTopic(topics.notifications(), Optional.empty(), Optional.empty()));
        made.add(new NewTopic(topics.ledger(), Optional.of(2), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact")));
        made.add(new NewTopic(topics.progress(), Optional.empty(), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact")));
        kafka.create(made);
    }
}
