package io.vaultmedia.kafka;

import org.apache.kafka.common.KafkaException;

/** Kafka cannot be used; the message says why and what to do, in one sentence that logs and health show as it is. */
public final class ExplainedException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public ExplainedException(String message) {
        super(message);
    }

    public ExplainedException(String message, Throwable cause) {
        super(message, cause);
    }
}
