package io.vaultmedia.proof;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * What the header of a message on a connection to Kafka says. Immutable.
 *
 * @param clientId of the client that asks, for an answer, too
 */
record KafkaMessage(ApiKeys api, Direction direction, String clientId) {

    /** From client to broker, or back. */
    enum Direction {
        REQUEST,
        ANSWER
    }

    KafkaMessage answer() {
        return new KafkaMessage(api, Direction.ANSWER, clientId);
    }
}
