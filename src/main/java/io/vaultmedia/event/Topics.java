package io.vaultmedia.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names of this product's topics. Immutable, and thread safe. */
public final class Topics {

    /** The pattern of {@code vault.topic.name} that gives {@code <prefix>.<type>}. */
    public static final String NAME = "{prefix}.{type}";

    /** The pattern of {@code vault.topic.dead-letter} that gives {@code <prefix>.dead-letter}. */
    public static final String DEAD_LETTER = "{prefix}.dead-letter";

    /** The number of {@link #reserved} topics, if no two have the same name. */
    public static final int RESERVED = 5;

    private static final String PREFIX_IN_PATTERN = "{prefix}";
    private static final String TYPE_IN_PATTERN = "{type}";
    private static final String CONNECTION_IN_PATTERN = "{connection}";

    private static final String OTHER = "other";
    private static final List<String> TYPES = List.of("image", "video", "audio", OTHER);

    private final String prefix;
    private final String pattern;
    private final String deadLetter;

    /**
     * By connection, then by type; if all connections share topics, by an empty text in place of the connection. Each name is
     * made once: Kafka looks a topic up for each record, and a string knows its hash once it was asked.
     */
    private final Map<String, Map<String, String>> variants = new ConcurrentHashMap<>();

    /** Returns the topics below this prefix that have their default names. */
    public Topics(String prefix) {
        this(prefix, NAME, DEAD_LETTER);
    }

    /**
     * Returns the topics below this prefix.
     *
     * @param pattern the name of a topic of variants, with {@code {prefix}}, {@code {type}} and {@code {connection}}
     * @param deadLetter the name of the topic of dead letters, with {@code {prefix}}
     */
    public Topics(String prefix, String pattern, String deadLetter) {
        this.prefix = prefix;
        this.pattern = pattern.replace(PREFIX_IN_PATTERN, prefix);
        this.deadLetter = deadLetter.replace(PREFIX_IN_PATTERN, prefix);
    }

    /** Returns the kind of topic for variants of this media type; a type that we do not know has no say in a topic's name. */
    static String kindOf(String type) {
        int known = TYPES.indexOf(type);
        return known < 0 ? OTHER : TYPES.get(known);
    }

    /** Returns the topic of variants of this media type. */
    String of(String connection, String type) {
        return namesOf(connection).get(kindOf(type));
    }

    private Map<String, String> namesOf(String connection) {
        String key = isPerConnection() ? connection : "";
        Map<String, String> known = variants.get(key);
        return known != null ? known : variants.computeIfAbsent(key, this::names);
    }

    private Map<String, String> names(String connection) {
        String name = pattern.replace(CONNECTION_IN_PATTERN, connection);
        return TYPES.stream()
                .collect(
                        Collectors.toUnmodifiableMap(Function.identity(), type -> name.replace(TYPE_IN_PATTERN, type)));
    }

    /** Returns true if each connection has topics of its own: these are created when they are first used. */
    public boolean isPerConnection() {
        return pattern.contains(CONNECTION_IN_PATTERN);
    }

    /** Returns all topics that hold variants of this connection. */
    public Collection<String> variantsOf(String connection) {
        return namesOf(connection).values().stream().distinct().sorted().toList();
    }

    /** Returns all topics that hold variants; none if each connection has topics of its own. */
    public Collection<String> variants() {
        return isPerConnection() ? List.of() : variantsOf("");
    }

    /** Returns {@code vault.topic.prefix}. */
    public String prefix() {
        return prefix;
    }

    public String deadLetter() {
        return deadLetter;
    }

    public String ledger() {
        return prefix + ".ledger";
    }

    /** Returns the topic that says how far each connection is complete. */
    public String progress() {
        return prefix + ".progress";
    }

    /** Returns the topic of what others ask of connections. It has one partition: all signals have one order. */
    public String signals() {
        return prefix + ".signals";
    }

    /** Returns the topic of what became of signals. */
    public String notifications() {
        return prefix + ".notifications";
    }

    /** Returns the topics that hold no variants, and whose names no topic of variants may have. */
    public Set<String> reserved() {
        return new TreeSet<>(List.of(deadLetter, ledger(), progress(), signals(), notifications()));
    }
}
