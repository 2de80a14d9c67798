package io.vaultmedia.ledger;

/** Why shards could not be opened: the first reason met, unless a later one is for an operator to mend. Immutable. */
record OpeningFailure(Throwable reason) {

    static final OpeningFailure NONE = new OpeningFailure(null);

    /** This one, or the next where that one tells more; null is none. */
    OpeningFailure or(Throwable next) {
        return reason == null || next instanceof LedgerUnusableException ? new OpeningFailure(next) : this;
    }

    /** What is wrong, fit for logs and health; null where nothing is. */
    String message(String brokers) {
        if (reason == null || reason instanceof LedgerUnusableException) {
            return reason == null ? null : reason.getMessage();
        }
        return "Kafka at " + brokers + " is not ready: " + rootOf(reason).getMessage();
    }

    static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
