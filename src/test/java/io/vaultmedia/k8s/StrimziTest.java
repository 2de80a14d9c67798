package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.vaultmedia.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Strimzi's topics are those that the product checks for, and its user has the rights that docs/operating.md lists. */
class StrimziTest {

    private static final Path FOLDER = Path.of("k8s", "components", "strimzi-topics");
    private static final Pattern ACL_ROW =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\| `([^`]+)` \\| (prefixed|literal) \\| (\\w+) \\|");

    @Test
    void topicsAreTheProducts() throws IOException {
        Topics topics = new Topics(Project.settings().getProperty("vault.topic.prefix"));

        assertThat(topics())
                .extracting(topic -> topic.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(topics.variants().stream(), topics.reserved().stream())
                                .toList());
    }

    @Test
    void onlyLedgerAndProgressAreCompactedAndTheLedgerHasAPartitionForEachShard() throws IOException {
        Topics topics = new Topics(Project.settings().getProperty("vault.topic.prefix"));

        assertThat(topics()).allSatisfy(topic -> {
            String name = topic.getMetadata().getName();
            boolean ledger = name.equals(topics.ledger());
            boolean compacted = ledger || name.equals(topics.progress());
            assertThat(topic.getSpec().getConfig()).containsEntry("cleanup.policy", compacted ? "compact" : "delete");
            if (ledger) {
                assertThat(topic.getSpec().getPartitions())
                        .hasToString(Project.settings().getProperty("vault.shards"));
            }
        });
    }

    @Test
    void whatIsAcknowledgedSurvivesABroker() throws IOException {
        assertThat(topics()).allSatisfy(topic -> {
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig())
                    .containsEntry("min.insync.replicas", 2)
                    .containsEntry("unclean.leader.election.enable", false);
        });
    }

    @Test
    void userHasTheRightsThatAreDocumentedButCreate() throws IOException {
        String page = Files.readString(Path.of("docs", "operating.md"));
        List<String> documented = ACL_ROW.matcher(page)
                .results()
                .map(row -> String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4)))
                .filter(acl -> !acl.endsWith(" Create"))
                .toList();

        assertThat(documented).isNotEmpty();
        assertThat(rules().stream().flatMap(StrimziTest::acls)).containsExactlyInAnyOrderElementsOf(documented);
    }

    /** Strimzi writes its certificate into a Secret of its name, which would overwrite the product's own. */
    @Test
    void userIsNotCalledAsTheSecretIs() throws IOException {
        assertThat(user().getMetadata().getName()).isNotEqualTo("vault-media-routes");
    }

    private static Stream<String> acls(AclRule rule) {
        return rule.getOperations().stream().map(operation -> resource(rule.getResource()) + " " + operation.toValue());
    }

    private static String resource(AclRuleResource resource) {
        if (resource instanceof AclRuleTopicResource topic) {
            return "topic " + topic.getName() + pattern(topic.getPatternType().toValue());
        }
        if (resource instanceof AclRuleTransactionalIdResource id) {
            return "transactional-id " + id.getName()
                    + pattern(id.getPatternType().toValue());
        }
        AclRuleGroupResource group = (AclRuleGroupResource) resource;
        return "group " + group.getName() + pattern(group.getPatternType().toValue());
    }

    private static String pattern(String strimzis) {
        return strimzis.equals("prefix") ? " prefixed" : " " + strimzis;
    }

    private static List<AclRule> rules() throws IOException {
        return ((KafkaUserAuthorizationSimple) user().getSpec().getAuthorization()).getAcls();
    }

    private static KafkaUser user() throws IOException {
        return (KafkaUser) read("user.yaml").get(0);
    }

    private static List<KafkaTopic> topics() throws IOException {
        return read("topics.yaml").stream().map(KafkaTopic.class::cast).toList();
    }

    private static List<HasMetadata> read(String file) throws IOException {
        return ManifestReader.read(Files.readString(FOLDER.resolve(file)));
    }
}
