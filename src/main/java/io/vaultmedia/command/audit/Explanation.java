package io.vaultmedia.command.audit;

/** Why something that looks like a fault is none. */
public enum Explanation {
    RETENTION("entries whose records Kafka may have deleted (retention)"),
    BURIED("entries of variants that became dead letters"),
    OWN_STEPS("entries of variants that steps of your own (vault.variant.via) dropped or sent elsewhere"),
    OWN_RECORDS("records of your own steps, which have no ce_id of ours"),
    FORGOTTEN("records of variants that a sweep has forgotten, because the vault no longer has them"),
    REWOUND("records that a rewind published again"),
    LATE("records of rows that appeared late in the API"),
    NOT_DUE("variants that the next scans publish: stored after the watermark, or before it was first set"),
    NOT_CONFIGURED("records and entries of connections that are not configured"),
    PAUSED("paused connections, whose vaults were not listed");

    private final String meaning;

    Explanation(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
