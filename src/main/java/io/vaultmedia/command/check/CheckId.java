package io.vaultmedia.command.check;

import java.util.Locale;

/** What is checked. {@code docs/operating.md} has a heading with the label of each: what a failure means, and what to do. */
public enum CheckId {
    SETTINGS(Category.SETTINGS),
    API_KEY(Category.SETTINGS),
    API_CONNECTION(Category.API),
    API_CLOCK(Category.API),
    KAFKA_REACHABLE(Category.KAFKA),
    KAFKA_ADVERTISED_ADDRESS(Category.KAFKA),
    KAFKA_ACL(Category.KAFKA),
    KAFKA_TOPICS(Category.KAFKA),
    KAFKA_REPLICATION(Category.KAFKA),
    KAFKA_MESSAGE_SIZE(Category.KAFKA),
    KAFKA_SHARDS(Category.KAFKA),
    KAFKA_TRANSACTION_TIMEOUT(Category.KAFKA),
    KAFKA_TRANSACTIONS(Category.KAFKA),
    KAFKA_GROUP(Category.KAFKA);

    private final Category category;

    CheckId(Category category) {
        this.category = category;
    }

    /** What checks are grouped by. */
    public enum Category {
        SETTINGS,
        API,
        KAFKA;

        /** Returns the category as the report spells it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Category category() {
        return category;
    }

    /** Returns the id as the report and the documentation spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
