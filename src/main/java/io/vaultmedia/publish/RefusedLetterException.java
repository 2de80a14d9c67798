package io.vaultmedia.publish;

import io.vaultmedia.scan.Failure;

/**
 * Kafka refuses a dead letter, even without its value. The page is not published, because its item would be lost, and the
 * connection waits; nothing else does. The message says what to do.
 */
public final class RefusedLetterException extends RuntimeException implements Failure {

    RefusedLetterException(String topic, String mediaId, String reason) {
        super("the topic " + topic + " refuses the dead letter of " + mediaId + ", even without its value (" + reason
                + "): raise its max.message.bytes; until then the connection waits, so that nothing is lost");
    }

    @Override
    public String outcome() {
        return "not-published";
    }

    @Override
    public Remedy remedy() {
        return Remedy.RETRY;
    }
}
