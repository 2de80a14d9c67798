package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.kafka.Durability;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** The topics below one prefix, on somebody's cluster. Not thread safe. */
final class OwnTopics implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;
    private static final String MIN_INSYNC = "min.insync.replicas";
    private static final String UNCLEAN = "unclean.leader.election.enable";

    private final Admin admin;
    private final String prefix;

    private OwnTopics(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    /**
     * A cluster, as far as a report names it. Immutable.
     *
     * @param durability of the weakest topic; empty if there are none
     */
    record Kafka(int brokers, Optional<Durability> durability) {}

    /** Throws KafkaException if the settings are wrong. */
    static OwnTopics open(Map<String, String> client, String prefix) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", TIMEOUT_MS);
        settings.put("request.timeout.ms", TIMEOUT_MS / 2);
        return new OwnTopics(Admin.create(settings), prefix);
    }

    /** Throws KafkaException if no broker answers in time. */
    int brokers() {
        return result(admin.describeCluster().nodes()).size();
    }

    Kafka kafka() {
        Set<String> topics = names();
        return new Kafka(brokers(), topics.isEmpty() ? Optional.empty() : Optional.of(durability(topics)));
    }

    private Durability durability(Set<String> topics) {
        Collection<TopicDescription> described =
                result(admin.describeTopics(topics).allTopicNames()).values();
        int replicas = described.stream()
                .flatMap(topic -> topic.partitions().stream())
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        List<ConfigResource> resources = topics.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Collection<Config> configs =
                result(admin.describeConfigs(resources).all()).values();
        int minInsync = configs.stream()
                .mapToInt(config -> Integer.parseInt(config.get(MIN_INSYNC).value()))
                .min()
                .orElse(0);
        boolean unclean = configs.stream()
                .anyMatch(config -> Boolean.parseBoolean(config.get(UNCLEAN).value()));
        return new Durability(replicas, minInsync, unclean);
    }

    Set<String> names() {
        return result(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix + "."))
                .collect(Collectors.toSet());
    }

    /** Deletes them. Nobody may use them any more: a producer would make Kafka create them again. */
    void delete() {
        result(admin.deleteTopics(names()).all());
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T result(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
