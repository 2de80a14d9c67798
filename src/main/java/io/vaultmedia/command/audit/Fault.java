package io.vaultmedia.command.audit;

/** What an audit may find. Each of them breaks a guarantee, unless it can be explained. */
public enum Fault {
    LOST("lost", "stored in the vault, but not published"),
    REPEATED("repeated", "published more than once"),
    NO_ENTRY("torn-record", "a record without its ledger entry: it may be published again"),
    NO_RECORD("torn-entry", "a ledger entry without its record: it will not be published"),
    OUT_OF_ORDER("out-of-order", "published after a later storing of its media item"),
    MISPLACED("misplaced", "a ledger entry where no replica looks for it");

    private final String label;
    private final String meaning;

    Fault(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Returns the name as reports and the documentation spell it. */
    public String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }
}
