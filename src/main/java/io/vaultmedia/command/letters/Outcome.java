package io.vaultmedia.command.letters;

/** What a replay makes of a dead letter. */
public enum Outcome {
    SENT("sent"),
    OFFERED("marked as not published: the next sweep offers them to vault.variant.via"),
    KNOWN("published before: nothing is left to send"),
    LEFT_TO_SWEEP("left to the next sweep, which offers them to vault.variant.via"),
    REFUSED("refused again: written as a new dead letter"),
    TOO_OFTEN("refused too often: see --max-attempts"),
    INVALID("still not a media item"),
    INCOMPLETE("without all of its bytes: the next sweep dead-letters or publishes its item again"),
    FILTERED("not to be published, by filter or vault.start-from"),
    NOT_CONFIGURED("of a connection that is not configured");

    private final String meaning;

    Outcome(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what a person reads after a number of letters. */
    public String meaning() {
        return meaning;
    }
}
