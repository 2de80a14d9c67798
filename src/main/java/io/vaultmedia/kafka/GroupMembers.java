package io.vaultmedia.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The members of the consumer group of the replicas, as Kafka tells them. Thread safe. */
public final class GroupMembers {

    private final KafkaSettings settings;
    private final String group;

    /**
     * A member of the group. Immutable.
     *
     * @param name its name of its own (vault.group.instance-id), or else its client id
     * @param host its address, as the broker sees it
     * @param partitions the partitions that are assigned to it, in order
     */
    public record Member(String name, String host, List<Integer> partitions) {}

    public GroupMembers(KafkaSettings settings, GroupSettings group) {
        this.settings = settings;
        this.group = group.id();
    }

    /** Asks Kafka for the members, within a few seconds; throws a KafkaException if it does not tell. */
    public List<Member> ask() {
        try (Admin admin = new KafkaClients(settings).admin()) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .map(GroupMembers::member)
                    .toList();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Member member(MemberDescription member) {
        List<Integer> partitions = member.assignment().topicPartitions().stream()
                .map(TopicPartition::partition)
                .sorted()
                .toList();
        return new Member(
                member.groupInstanceId().orElse(member.clientId()),
                member.host().replaceFirst("^/", ""),
                partitions);
    }
}
