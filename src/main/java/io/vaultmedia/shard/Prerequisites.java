package io.vaultmedia.shard;

import io.vaultmedia.kafka.BrokerCheck;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicAdmin;
import org.apache.kafka.common.KafkaException;

/**
 * What must hold before this replica asks for shards, and before it opens one again after a failure: the brokers speak
 * Kafka's protocol, the topics are right, and the ledger was made for vault.shards. Thread safe.
 */
final class Prerequisites {

    private final KafkaSettings settings;
    private final BrokerCheck brokers;
    private final TopicSetup topics;
    private final LedgerShards ledger;

    Prerequisites(KafkaSettings settings, TopicSetup topics, LedgerShards ledger) {
        this.settings = settings;
        this.brokers = new BrokerCheck(settings);
        this.topics = topics;
        this.ledger = ledger;
    }

    /**
     * Returns if all of it holds; creates topics that are missing.
     *
     * @throws LedgerUnusableException if only an operator can help
     * @throws KafkaException if Kafka cannot be used now
     */
    void ensure() {
        brokers.requireKafka();
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            ledger.ensure(admin, topics.ensure(admin));
            topics.requireSignals(admin);
        } catch (KafkaException e) {
            throw brokers.explain(e);
        }
    }
}
