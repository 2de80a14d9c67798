package io.vaultmedia.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesParser;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;

/**
 * Looks up the properties of a Camel context in the same places and order as Camel: the environment, system properties,
 * then the context's own properties and sources. It does not use Camel's own look-up, for two reasons: camel-main listens
 * to that and logs all values, including the API key; and in a Turkish JVM it looks for {@code VAULT_APİ_KEY}. An empty
 * environment variable counts as unset. Not thread safe.
 */
final class ContextProperties {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final int MOST_PLACEHOLDERS = 100;
    private static final int MOST_ENTRIES = 100_000;

    private final PropertiesComponent camel;
    private final Map<String, String> environment;
    private Map<String, String> ours;

    ContextProperties(CamelContext context, Map<String, String> environment) {
        this.camel = context.getPropertiesComponent();
        this.environment = environment;
    }

    /** Returns the value of a key with its {@code {{placeholders}}} resolved, or empty if the key is not set. */
    Optional<String> value(String key) {
        return raw(key).map(text -> resolved(key, text));
    }

    /**
     * Returns the value of one of our keys under another {@link Spelling}, or, as a comma list, the values of its entries; empty if
     * it is set in neither way.
     */
    Optional<String> respelled(String key) {
        return otherwise(key).or(() -> entries(key)).map(text -> resolved(key, text));
    }

    private Optional<String> otherwise(String key) {
        String plain = Spelling.plain(key);
        return ours().entrySet().stream()
                .filter(one -> !one.getKey().equals(key)
                        && Spelling.plain(one.getKey()).equals(plain))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Spelling.others(key).stream()
                        .map(this::fromHost)
                        .flatMap(Optional::stream)
                        .findFirst())
                .map(value -> decoded(key, value));
    }

    private Optional<String> entries(String key) {
        String list = IntStream.range(0, MOST_ENTRIES)
                .mapToObj(number -> key + "[" + number + "]")
                .map(entry -> raw(entry).or(() -> otherwise(entry)))
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .collect(Collectors.joining(","));
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    /** Returns our keys in all their spellings, and their values, from all places that can list them. */
    Map<String, String> ours() {
        if (ours == null) {
            ours = declared(key -> key.regionMatches(true, 0, DeclaredKeys.PREFIX, 0, DeclaredKeys.PREFIX.length()));
        }
        return ours;
    }

    /** Returns the value of a key's environment variable, or empty if that is not set. */
    Optional<String> fromEnvironment(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        String variable = Spelling.variable(key);
        return Stream.of(variable, upper, variable.replaceAll("_+$", ""), Spelling.variable(key.replace("-", "")))
                .map(environment::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst();
    }

    /** Returns all keys that pass the filter and their unresolved values, from everywhere but the environment. */
    Map<String, String> declared(Predicate<String> filter) {
        Map<String, String> declared = new LinkedHashMap<>();
        for (Properties place : List.of(camel.loadProperties(filter), System.getProperties())) {
            place.stringPropertyNames().stream()
                    .filter(filter)
                    .forEach(key -> declared.put(key, place.getProperty(key)));
        }
        return declared;
    }

    private Optional<String> raw(String key) {
        return fromEnvironment(key)
                .or(() -> Optional.ofNullable(declared(key::equals).get(key)))
                .or(() -> fromHost(key))
                .map(value -> decoded(key, value));
    }

    private Optional<String> fromHost(String key) {
        return fromSources(key).or(() -> parser().map(parser -> parser.customLookup(key)));
    }

    /** Returns the value as Camel's parser passes it on: with Jasypt, for example, it is encrypted until here. */
    private String decoded(String key, String value) {
        return parser().map(parser -> parser.parseProperty(key, value, this::lookUp))
                .orElse(value);
    }

    private String lookUp(String key, String defaultValue) {
        return raw(key).orElse(defaultValue);
    }

    /** Returns Camel's parser: it alone sees the properties of Spring Boot. */
    private Optional<PropertiesParser> parser() {
        return camel instanceof org.apache.camel.component.properties.PropertiesComponent component
                ? Optional.ofNullable(component.getPropertiesParser())
                : Optional.empty();
    }

    /** Asks the sources that cannot list their keys: {@link #declared} does not see them. */
    private Optional<String> fromSources(String key) {
        return camel.getPropertiesSources().stream()
                .filter(source -> !(source instanceof LoadablePropertiesSource))
                .map((PropertiesSource source) -> Optional.ofNullable(source.getProperty(key)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private String resolved(String key, String raw) {
        String text = raw;
        for (int i = 0; i < MOST_PLACEHOLDERS; i++) {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            if (!placeholder.find()) {
                return text;
            }
            String value = named(placeholder.group(1)).orElseThrow(() -> unresolved(key));
            text = text.substring(0, placeholder.start()) + value + text.substring(placeholder.end());
        }
        throw unresolved(key);
    }

    /** Returns the value of a placeholder: {@code key}, {@code ?key}, {@code key:default} or {@code function:argument}. */
    private Optional<String> named(String placeholder) {
        boolean optional = placeholder.startsWith("?");
        String name = optional ? placeholder.substring(1) : placeholder;
        int colon = name.indexOf(':');
        String before = colon < 0 ? name : name.substring(0, colon);
        String after = colon < 0 ? null : name.substring(colon + 1);
        PropertiesFunction function = colon < 0 ? null : camel.getPropertiesFunction(before);
        Optional<String> value = function == null
                ? raw(before).or(() -> Optional.ofNullable(after))
                : Optional.ofNullable(
                        function.apply(function.lookupFirst(after) ? raw(after).orElse(after) : after));
        return value.isEmpty() && optional ? Optional.of("") : value;
    }

    /** The value is not shown: it may be secret. */
    private static ConfigurationException unresolved(String key) {
        return ConfigurationException.wrongSecret(key, "names a property, as in {{name}}, that is not set");
    }
}
