package io.vaultmedia.command.letters;

import io.vaultmedia.config.Settings;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.ExplainedException;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.OpeningFailure;
import io.vaultmedia.kafka.ProducerLimits;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import io.vaultmedia.ledger.ShardLedger;
import io.vaultmedia.publish.Refusals;
import io.vaultmedia.publish.ShardProducer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;

/**
 * Sends dead letters that can be sent now, with their ledger entries: one transaction for each shard.
 *
 * <p>To write to a shard's ledger, it takes over the shard's transactional id and reads the ledger then, as a replica does. A
 * replica that has the shard is fenced: its next commit fails, and it opens the shard again and reads its ledger again. If it
 * does so before this commits, it fences this in turn, and nothing was replayed. So each letter is sent once, even if one of
 * the two is killed. Used by one thread.
 */
public final class Replay implements AutoCloseable {

    private final Settings settings;
    private final KafkaSettings kafka;
    private final String ledgerTopic;
    private final TopicAdmin admin;
    private final LedgerReader reader;
    private final ReplayPolicy policy;
    private final int shards;
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    /** @param maxAttempts a letter that Kafka has refused this often is not tried again */
    public Replay(Settings settings, KafkaSettings kafka, int maxAttempts) {
        this.settings = settings;
        this.kafka = kafka;
        Topics topics = settings.topics().names();
        this.ledgerTopic = topics.ledger();
        this.admin = new TopicAdmin(kafka);
        this.reader = new LedgerReader(kafka, ledgerTopic, admin);
        this.shards = reader.shardCount().map(ShardCount::shards).orElse(settings.shards());
        this.policy = new ReplayPolicy(
                settings,
                new LetterMedia(settings.publish(), topics),
                maxAttempts,
                new ProducerLimits(kafka).maxRecordBytes());
    }

    /** Returns what became of the letters so far. */
    public Map<Outcome, Integer> outcomes() {
        return outcomes;
    }

    /**
     * Replays letters.
     *
     * @param isDryRun true to write nothing, and to fence nobody
     * @throws KafkaException if Kafka does not commit; the letters of shards before are replayed
     */
    public void run(List<Letter> letters, boolean isDryRun) {
        Map<Integer, List<Letter>> byShard = new TreeMap<>();
        letters.forEach(letter -> policy.connection(letter)
                .ifPresentOrElse(
                        connection -> byShard.computeIfAbsent(connection.shard(shards), s -> new ArrayList<>())
                                .add(letter),
                        () -> count(Outcome.NOT_CONFIGURED)));
        byShard.forEach((shard, some) -> {
            if (isDryRun) {
                plan(some, reader.restore(shard, shards), Set.of()).forEach(plan -> count(plan.outcome()));
            } else {
                replay(shard, some);
            }
        });
    }

    private void count(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** Tries again without what Kafka refuses, as long as it refuses something. */
    private void replay(int shard, List<Letter> letters) {
        Set<Letter> refused = new HashSet<>();
        for (; ; ) {
            Set<Letter> refusedNow = ConcurrentHashMap.newKeySet();
            try {
                attempt(shard, letters, refused, refusedNow).forEach(plan -> count(plan.outcome()));
                return;
            } catch (KafkaException e) {
                if (!refused.addAll(refusedNow)) {
                    throw new ExplainedException(
                            "the dead letters of shard " + shard + " may not be replayed: "
                                    + OpeningFailure.rootOf(e).getMessage()
                                    + "; run the command again, which publishes nothing twice. If it fails each time, stop"
                                    + " the replicas before",
                            e);
                }
            }
        }
    }

    private List<Plan> attempt(int shard, List<Letter> letters, Set<Letter> refused, Set<Letter> refusedNow) {
        try (ShardProducer producer =
                ShardProducer.open(new KafkaClients(kafka), settings.group().id(), shard)) {
            List<Plan> plans = plan(letters, reader.restore(shard, shards), refused);
            if (plans.stream().allMatch(plan -> plan.entries().isEmpty())) {
                return plans;
            }
            producer.begin();
            for (int i = 0; i < plans.size(); i++) {
                Letter letter = letters.get(i);
                plans.get(i)
                        .records()
                        .forEach(record -> producer.send(record, failure -> {
                            if (Refusals.isRefusal(failure)) {
                                refusedNow.add(letter);
                            }
                        }));
                plans.get(i)
                        .entries()
                        .forEach(entry -> producer.send(entry.toRecord(ledgerTopic, shard), failure -> {}));
            }
            producer.commit();
            return plans;
        }
    }

    /** What one letter enters into the ledger, the next one finds there. */
    private List<Plan> plan(List<Letter> letters, ShardLedger ledger, Set<Letter> refused) {
        return letters.stream()
                .map(letter -> {
                    Plan plan = policy.plan(
                            letter, ledger.of(policy.connection(letter).orElseThrow()), refused.contains(letter));
                    plan.entries().forEach(ledger::apply);
                    return plan;
                })
                .toList();
    }

    @Override
    public void close() {
        reader.close();
        admin.close();
    }
}
