package io.vaultmedia.event;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of this product's topics, all under one prefix: {@code <prefix>.<kind>}. Immutable. */
public final class Topics {

    private static final String OTHER = "other";
    private static final String LEDGER = "ledger";
    private static final List<String> VARIANTS = List.of("image", "video", "audio", OTHER);

    static final String DEAD_LETTER = "dead-letter";

    /** Made once: Kafka looks a topic up for each record, and a string knows its hash once it was asked. */
    private final Map<String, String> names;

    /** Those below {@code vault.topic.prefix}. */
    public Topics(String prefix) {
        this.names = Stream.concat(VARIANTS.stream(), Stream.of(DEAD_LETTER, LEDGER))
                .collect(Collectors.toUnmodifiableMap(Function.identity(), kind -> prefix + "." + kind));
    }

    /** The kind of topic for variants of this media type; a type that we do not know has no say in a topic's name. */
    static String kindOf(String type) {
        int known = VARIANTS.indexOf(type);
        return known < 0 ? OTHER : VARIANTS.get(known);
    }

    String of(String kind) {
        return names.get(kind);
    }

    public String deadLetter() {
        return of(DEAD_LETTER);
    }

    public String ledger() {
        return of(LEDGER);
    }

    /** All topics that hold media variants. */
    public List<String> variants() {
        return VARIANTS.stream().map(this::of).toList();
    }
}
