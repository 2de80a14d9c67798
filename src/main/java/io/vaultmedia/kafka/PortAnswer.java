package io.vaultmedia.kafka;

import java.util.List;

/**
 * What is at an address, as a request in Kafka's plain protocol shows. Immutable.
 *
 * @param advertised where the brokers say that they are; empty if that was not asked or not told
 */
record PortAnswer(BrokerAddress address, Kind kind, List<BrokerAddress> advertised) {

    /** What answers, or why nothing does. */
    enum Kind {
        UNKNOWN_HOST("the host name is unknown"),
        REFUSED("the connection is refused"),
        UNREACHABLE("there is no connection within a second"),
        SILENT("it takes the connection, but does not answer"),
        CLOSED("it closes the connection without an answer"),
        TLS("it speaks TLS"),
        HTTP("it speaks HTTP"),
        SSH("it speaks SSH"),
        FOREIGN("it speaks another protocol"),
        KAFKA("it speaks Kafka's plain protocol");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** True if nothing takes connections there. */
    boolean isDown() {
        return kind == Kind.UNKNOWN_HOST || kind == Kind.REFUSED || kind == Kind.UNREACHABLE;
    }

    /** True if a client would have to wait for it. */
    boolean isSilent() {
        return kind == Kind.SILENT || kind == Kind.UNREACHABLE;
    }

    /** True if Kafka's client would take the answer for the length of a message, and that much memory for it. */
    boolean isForeign() {
        return kind == Kind.TLS || kind == Kind.HTTP || kind == Kind.SSH || kind == Kind.FOREIGN;
    }

    /** The kind as a clause, for messages. */
    String text() {
        return kind.text;
    }
}
