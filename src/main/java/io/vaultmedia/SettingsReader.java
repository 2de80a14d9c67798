package io.vaultmedia;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;

/** Reads single values from Camel's properties, each with the one line that says what would have been right. */
final class SettingsReader {

    private final Function<String, Optional<String>> properties;

    SettingsReader(Function<String, Optional<String>> properties) {
        this.properties = properties;
    }

    /** The value without surrounding blanks; empty where it is not set, or blank. */
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
            // Said below, as for a number out of range.
        }
        throw ConfigurationException.wrong(key, value, right);
    }

    boolean flag(String key) {
        String value = required(key, "must be true or false");
        if (!value.equals("true") && !value.equals("false")) {
            throw ConfigurationException.wrong(key, value, "must be true or false");
        }
        return value.equals("true");
    }

    /** Ten years: far from where nanoseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** A duration as Camel writes them ({@code 90s}, {@code 10m}, {@code 1h30m}, {@code 500ms}). */
    Duration duration(String key, Duration min) {
        String right = "must be a duration such as 500ms, 60s, 10m or 24h, and at least " + shown(min) + " and at most "
                + LONGEST.toDays() + "d";
        String value = required(key, right);
        Duration duration = parse(value).orElseThrow(() -> ConfigurationException.wrong(key, value, right));
        if (duration.compareTo(min) < 0 || duration.compareTo(LONGEST) > 0) {
            throw ConfigurationException.wrong(key, value, right);
        }
        return duration;
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
