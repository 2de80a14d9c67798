package io.vaultmedia.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of properties that share a prefix, and remembers which keys exist. For one thread. */
public final class OptionValues {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final int MAX_PORT = 65_535;

    private final Properties properties;
    private final String prefix;
    private final Set<String> known = new TreeSet<>();

    /**
     * Options among these properties.
     *
     * @param prefix what their keys begin with, such as {@code sandbox.}
     */
    public OptionValues(Properties properties, String prefix) {
        this.properties = properties;
        this.prefix = prefix;
    }

    public String text(String name, String preset) {
        known.add(prefix + name);
        return properties.getProperty(prefix + name, preset);
    }

    public double number(String name, double preset, double least, double most) {
        String text = text(name, null);
        if (text == null) {
            return preset;
        }
        String right = "a number from " + plain(least) + " to " + plain(most);
        try {
            double value = new BigDecimal(text).doubleValue();
            if (value >= least && value <= most) {
                return value;
            }
            throw invalid(name, text, right);
        } catch (NumberFormatException e) {
            throw invalid(name, text, right);
        }
    }

    int port(String name, int preset) {
        return (int) number(name, preset, 0, MAX_PORT);
    }

    public Duration duration(String name, Duration preset) {
        return optionalDuration(name).orElse(preset);
    }

    Optional<Duration> optionalDuration(String name) {
        String text = text(name, null);
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw invalid(name, text, "a time such as 500ms, 30s, 5m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    /** Refuses unknown keys. Call it after all others. */
    public void refuseUnknown() {
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (key.startsWith(prefix) && !known.contains(key)) {
                throw new InvalidOptionException("-D" + key + " is unknown; there are " + String.join(", ", known));
            }
        }
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** Returns the exception for an invalid value. */
    public InvalidOptionException invalid(String name, String value, String right) {
        return new InvalidOptionException("-D" + prefix + name + "=" + value + " is not " + right);
    }
}
