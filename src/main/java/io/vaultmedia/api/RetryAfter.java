package io.vaultmedia.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads how long the API asks to wait: from {@code Retry-After} (RFC 9110: seconds, or a date), else from {@code
 * X-RateLimit-Reset} (seconds, or Unix time in s or ms). Times are relative to the answer's {@code Date}, never to this
 * machine's clock. A value that is negative, absurd or in no such form is ignored. Thread safe.
 */
final class RetryAfter {

    /** A longer wait must have another meaning, such as Unix time or ms. */
    private static final Duration ABSURD = Duration.ofDays(366);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final BigDecimal LEAST_UNIX_SECONDS = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal LEAST_UNIX_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private final Duration max;

    /** Creates a reader that returns at most this wait. */
    RetryAfter(Duration max) {
        this.max = max;
    }

    /** Returns how long to wait after this answer, or null if it does not say. */
    Duration of(ApiAnswer answer) {
        return sane(retryAfter(answer))
                .or(() -> sane(rateLimitReset(answer)))
                .map(wait -> wait.compareTo(max) < 0 ? wait : max)
                .orElse(null);
    }

    private static Optional<Duration> sane(Optional<Duration> wait) {
        return wait.filter(asked -> !asked.isNegative() && asked.compareTo(ABSURD) <= 0);
    }

    private static Optional<Duration> retryAfter(ApiAnswer answer) {
        String value = answer.header(ApiAnswer.RETRY_AFTER);
        return number(value)
                .map(RetryAfter::seconds)
                .or(() -> until(answer, Optional.ofNullable(ApiAnswer.parseDate(value))));
    }

    private static Optional<Duration> rateLimitReset(ApiAnswer answer) {
        Optional<BigDecimal> number = number(answer.header(ApiAnswer.RATE_LIMIT_RESET));
        if (number.isEmpty() || number.get().compareTo(LEAST_UNIX_SECONDS) < 0) {
            return number.map(RetryAfter::seconds);
        }
        boolean millis = number.get().compareTo(LEAST_UNIX_MILLIS) >= 0;
        BigDecimal seconds = millis ? number.get().movePointLeft(3) : number.get();
        return until(answer, Optional.of(Instant.EPOCH.plus(seconds(seconds))));
    }

    private static Optional<Duration> until(ApiAnswer answer, Optional<Instant> time) {
        return time.filter(then -> answer.date() != null).map(then -> Duration.between(answer.date(), then));
    }

    private static Optional<BigDecimal> number(String value) {
        return Optional.ofNullable(value)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(BigDecimal::new);
    }

    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofMillis(
                seconds.movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
    }
}
