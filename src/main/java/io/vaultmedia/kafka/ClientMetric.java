package io.vaultmedia.kafka;

/**
 * The metrics of Kafka's own clients that operators look at. Kafka's documentation describes all of them; each client has some
 * hundred.
 */
public enum ClientMetric {
    RECORDS_SENT(
            "producer-metrics",
            "record-send-total",
            "Records that the producers have sent, entries of the ledger included"),
    RECORDS_RETRIED("producer-metrics", "record-retry-total", "Records that were sent again after a broker's error"),
    RECORDS_FAILED("producer-metrics", "record-error-total", "Records whose sending has failed"),
    BYTES_SENT("producer-metrics", "outgoing-byte-total", "Bytes that the producers have sent to all brokers"),
    BUFFER_WAIT(
            "producer-metrics",
            "bufferpool-wait-time-ns-total",
            "Nanoseconds that sending waited for room in a buffer"),
    COMMIT_TIME("producer-metrics", "txn-commit-time-ns-total", "Nanoseconds that commits of transactions have taken"),
    REQUEST_LATENCY(
            "producer-metrics", "request-latency-max", "Longest request of a producer in the last minute, in ms"),
    THROTTLED(
            "producer-metrics",
            "produce-throttle-time-max",
            "Longest time in the last minute, in ms, that a broker's quota held a request back"),
    REBALANCES("consumer-coordinator-metrics", "rebalance-total", "Rebalances of the consumer group vault.group"),
    REBALANCES_FAILED("consumer-coordinator-metrics", "failed-rebalance-total", "Rebalances that failed"),
    LAST_HEARTBEAT(
            "consumer-coordinator-metrics",
            "last-heartbeat-seconds-ago",
            "Seconds since the consumer group's coordinator has answered; -1 if it never has");

    private final String group;
    private final String kafkaName;
    private final String description;

    ClientMetric(String group, String kafkaName, String description) {
        this.group = group;
        this.kafkaName = kafkaName;
        this.description = description;
    }

    /** Returns whether it only grows. Otherwise the largest value of all clients counts. */
    public boolean isTotal() {
        return kafkaName.endsWith("-total");
    }

    /** Returns its name with words between dots, as Micrometer spells it: {@code kafka.producer.record.send.total}. */
    public String meterName() {
        String client = group.substring(0, group.indexOf('-'));
        String part = group.contains("coordinator") ? ".coordinator." : ".";
        return "kafka." + client + part + kafkaName.replace('-', '.');
    }

    /** Returns what it measures, in one line. */
    public String description() {
        return description;
    }

    boolean is(String ofGroup, String name) {
        return group.equals(ofGroup) && kafkaName.equals(name);
    }
}
