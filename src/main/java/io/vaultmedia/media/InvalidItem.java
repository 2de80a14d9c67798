package io.vaultmedia.media;

import java.util.UUID;

/**
 * An entry of a page that is not a media item; it goes to the dead-letter topic while the rest of its page is published.
 *
 * @param mediaId the item's id if it could be read, else null
 * @param json the entry's bytes exactly as received; JSON unless the reason is {@link Reason#NOT_JSON}
 * @param reason one of a small fixed set, fit for a metric label
 * @param detail what is wrong and where, without values from the response; the same each time the API lists the entry
 * @param identity the same text each time the API lists the entry, even if its counters, expiry times and addresses have
 *     changed; a different text for a different entry. It is derived from the media id, or else from the lasting fields.
 */
@SuppressWarnings("ArrayRecordComponent") // No code changes or compares it.
public record InvalidItem(String mediaId, byte[] json, Reason reason, String detail, String identity)
        implements ListedItem {

    /** Creates an entry that is recognised by its id, or by its bytes if it has no id. */
    public InvalidItem(String mediaId, byte[] json, Reason reason, String detail) {
        this(
                mediaId,
                json,
                reason,
                detail,
                mediaId == null ? "bytes:" + UUID.nameUUIDFromBytes(json) : "id:" + mediaId);
    }

    /** Why an entry cannot be published. */
    public enum Reason {
        /** It is not JSON: a bad literal, a control character, bytes that are not UTF-8. */
        NOT_JSON,
        /** A field is missing, or has another type than the API's contract says. */
        WRONG_SHAPE,
        /** Its record would be larger than Kafka accepts. */
        TOO_LARGE,
        /** Kafka refused its record for itself, as too large for the topic, say. */
        REFUSED,
        /** A step of the host ({@code vault.variant.via}) failed on it. */
        STEP_FAILED;

        /** Returns the reason as metric labels and headers spell it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Omits the received JSON, which holds signed addresses. */
    @Override
    public String toString() {
        return "InvalidItem[" + reason.label() + ": " + detail + "]";
    }
}
