package io.vaultmedia.status;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.kafka.GroupMembers;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.shard.ShardStatus;
import io.vaultmedia.shard.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/** This replica, and what Kafka says about the others: asked while somebody looks, at most each few seconds. Thread safe. */
final class ReplicaOfShards implements Replica {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Shards shards;
    private final GroupMembers members;
    private volatile List<GroupMembers.Member> known = List.of();
    private boolean asking;
    private long askedAt = System.nanoTime() - FRESH.toNanos();

    ReplicaOfShards(Shards shards, GroupMembers members) {
        this.shards = shards;
        this.members = members;
    }

    @Override
    public List<ShardStatus> shards() {
        return shards.status();
    }

    @Override
    public Optional<ConnectionLedger> ledgerOf(Connection connection) {
        return shards.of(connection).present().map(open -> open.ledger().of(connection));
    }

    @Override
    public String trouble() {
        return shards.trouble();
    }

    @Override
    public List<StatusReport.Replica> all() {
        askInBackground();
        List<Integer> ours = shards.status().stream()
                .filter(ShardStatus::owned)
                .map(ShardStatus::number)
                .toList();
        return known.stream()
                .map(member -> new StatusReport.Replica(
                        member.name(),
                        member.host(),
                        member.partitions(),
                        !ours.isEmpty() && member.partitions().equals(ours)))
                .toList();
    }

    private synchronized void askInBackground() {
        if (!asking && System.nanoTime() - askedAt >= FRESH.toNanos()) {
            asking = true;
            var unused = CompletableFuture.runAsync(this::ask);
        }
    }

    private void ask() {
        try {
            known = members.ask();
        } catch (KafkaException e) {
            known = List.of(); // The line about this replica says what is wrong with Kafka.
        } finally {
            asked();
        }
    }

    private synchronized void asked() {
        asking = false;
        askedAt = System.nanoTime();
    }
}
