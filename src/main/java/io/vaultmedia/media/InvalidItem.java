package io.vaultmedia.media;

/**
 * An entry of a page that is valid JSON but not a media item; it goes to the dead-letter topic while the rest of its page
 * is published.
 *
 * @param mediaId the item's id where it could be read, else null
 * @param json the entry exactly as received
 * @param reason one of a small fixed set, fit for a metric label
 * @param detail what is wrong and where, without values from the response
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody changes it, nobody compares it.
public record InvalidItem(String mediaId, byte[] json, Reason reason, String detail) implements ListedItem {

    /** Why an entry cannot be published. */
    public enum Reason {
        /** A field is missing, or has another type than the API's contract says. */
        WRONG_SHAPE,
        /** Its record would be larger than Kafka takes. */
        TOO_LARGE,
        /** Kafka refused its record for itself, as too large for the topic, say. */
        REFUSED,
        /** A step of the host ({@code vault.variant.via}) failed on it. */
        STEP_FAILED;

        /** The reason as metric labels and headers spell it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Leaves the received JSON out: it holds signed addresses. */
    @Override
    public String toString() {
        return "InvalidItem[" + reason.label() + ": " + detail + "]";
    }
}
