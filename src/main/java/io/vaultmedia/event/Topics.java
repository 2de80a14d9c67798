package io.vaultmedia.event;

import java.util.List;

/**
 * The names of this product's topics, all under one prefix.
 *
 * @param prefix {@code vault.topic.prefix}
 */
public record Topics(String prefix) {

    private static final List<String> TYPES = List.of("image", "video", "audio");

    /** Where variants of this media type go; a type that we do not know has no say in the topic's name. */
    public String ofType(String type) {
        return prefix + "." + (TYPES.contains(type) ? type : "other");
    }

    public String deadLetter() {
        return prefix + ".dead-letter";
    }

    public String ledger() {
        return prefix + ".ledger";
    }

    /** All topics that hold media variants. */
    public List<String> variants() {
        return List.of(ofType("image"), ofType("video"), ofType("audio"), ofType("other"));
    }
}
