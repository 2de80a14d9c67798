package io.vaultmedia.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations of command lines, as 30s, 5m or 1h30m. Thread safe. */
public final class Durations implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        try {
            return Duration.parse("PT" + value);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("must be a duration such as 30s, 5m or 1h30m");
        }
    }
}
