package io.vaultmedia.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** Reads single values, of properties or of an entry in a file. Each error says in one line what would be right. */
final class SettingsReader {

    /** Ten years, so that nanoseconds do not overflow. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Function<String, Optional<String>> properties;
    private final Fault fault;

    /** Makes the exception for a value that cannot be used. */
    interface Fault {
        ConfigurationException wrong(String key, String value, String right);
    }

    SettingsReader(Function<String, Optional<String>> properties) {
        this(properties, ConfigurationException::wrong);
    }

    SettingsReader(Function<String, Optional<String>> properties, Fault fault) {
        this.properties = properties;
        this.fault = fault;
    }

    ConfigurationException wrong(String key, String value, String right) {
        return fault.wrong(key, value, right);
    }

    /** Returns the value without surrounding blanks, or empty if it is not set or blank. */
    Optional<String> text(String key) {
        return properties.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    String required(String key, String right) {
        return text(key).orElseThrow(() -> ConfigurationException.missing(key, right));
    }

    int number(String key, int min, int max) {
        String right = "must be a whole number from " + min + " to " + max;
        String value = required(key, right);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw wrong(key, value, right);
    }

    /** Returns a number as {@link #number} does, or empty if it is not set. */
    OptionalInt optionalNumber(String key, int min, int max) {
        return text(key).isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(key, min, max));
    }

    /** Returns seconds with optional decimals, or empty if it is not set. */
    Optional<BigDecimal> seconds(String key) {
        Optional<String> value = text(key);
        if (value.isPresent() && !value.get().matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw wrong(key, value.get(), "must be a number of seconds, such as 10 or 2.5");
        }
        return value.map(BigDecimal::new);
    }

    /** Returns the entries of a comma list, each of which must have this form; none if it is not set. */
    Set<String> list(String key, Pattern form, String right) {
        Set<String> entries = new LinkedHashSet<>();
        for (String entry : text(key).map(value -> value.split(",", -1)).orElse(new String[0])) {
            if (!form.matcher(entry.strip()).matches()) {
                throw wrong(key, text(key).orElseThrow(), right);
            }
            entries.add(entry.strip());
        }
        return entries;
    }

    boolean flag(String key) {
        return !isSecond(key, "true", "false");
    }

    /** Returns true for the second of two words, either of which must be set. */
    boolean isSecond(String key, String first, String second) {
        String right = "must be " + first + " or " + second;
        String value = required(key, right);
        if (!value.equals(first) && !value.equals(second)) {
            throw wrong(key, value, right);
        }
        return value.equals(second);
    }

    /** Returns a duration in Camel's form: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 500ms}. */
    Duration duration(String key, Duration min) {
        return duration(key, min, "must be ");
    }

    /** Returns a duration as {@link #duration} does, or empty for {@code off}. */
    Optional<Duration> durationOrOff(String key, Duration min) {
        String right = "must be off, or ";
        String value = required(key, right + "a duration");
        return value.equals("off") || value.equals("false") // which YAML makes of off
                ? Optional.empty()
                : Optional.of(duration(key, min, right));
    }

    private Duration duration(String key, Duration min, String must) {
        String right = must + "a duration such as 500ms, 60s, 10m or 24h, and at least " + shown(min) + " and at most "
                + LONGEST.toDays() + "d";
        String value = required(key, right);
        return parse(value)
                .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> wrong(key, value, right));
    }

    private static Optional<Duration> parse(String value) {
        if (!value.matches("(\\d+d)?(\\d+h)?(\\d+m(?!s))?(\\d+s)?(\\d+ms)?") || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofMillis(TimeUtils.toMilliSeconds(value)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
