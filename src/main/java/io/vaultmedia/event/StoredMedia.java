package io.vaultmedia.event;

import java.util.List;

/**
 * What one message is about: a newly stored variant, or, with {@code vault.publish.granularity=item}, a media item with its
 * newly stored variants. It is the value of a record, and the body of the message that a host's own steps see. Immutable.
 */
public sealed interface StoredMedia permits StoredVariant, StoredItem {

    /** Returns the connection's alias, or its id if it has no alias. */
    String connection();

    /** Returns the media item's id. */
    String mediaId();

    /** Returns {@code image}, {@code video}, {@code audio}, or a type that the API added since. */
    String type();

    /** Returns seconds, or null for media that has no duration. */
    Number duration();

    /** Returns when the last of {@link #storings} was stored, Unix ms. */
    long storedAt();

    /** Returns the variants that it is about, the oldest first; at least one. */
    List<? extends Storing> storings();

    /** Returns the same without the addresses of its content. */
    StoredMedia withoutAddresses();

    /** Returns what it is about, in words that are fit for logs. */
    String shown();

    /** A variant of the item that is stored. */
    interface Storing {

        /** Returns the name under which the item lists the variant. */
        String label();

        /** Returns its MIME type. */
        String contentType();

        /** Returns when its storage completed, Unix ms. */
        long storedAt();

        /** Returns the signed address of its content; null if addresses are omitted. */
        String url();
    }
}
