package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.MediaPage;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Turns one HTTP answer into a {@link MediaPage}, within a bound of size and of time. Thread safe. */
public final class MediaPageReader {

    private static final int CHUNK = 64 * 1024;

    private final MediaPageParser parser = new MediaPageParser();
    private final int maxBytes;
    private final Duration deadline;
    private final LongSupplier nanoTime;

    /**
     * A reader with these bounds.
     *
     * @param maxBytes how large a page may be, after decompression
     * @param deadline how long its body may take to arrive in all: a socket's own timeout bounds only each pause in it
     */
    public MediaPageReader(int maxBytes, Duration deadline) {
        this(maxBytes, deadline, System::nanoTime);
    }

    MediaPageReader(int maxBytes, Duration deadline, LongSupplier nanoTime) {
        this.maxBytes = maxBytes;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads one answer.
     *
     * @param status the HTTP status
     * @param date the {@code Date} header, or null
     * @param body the response body, which is read and closed, or null where there is none
     * @throws ApiException where this answer is not a page
     */
    public MediaPage read(int status, String date, InputStream body) throws ApiException {
        try (InputStream in = body == null ? InputStream.nullInputStream() : body) {
            ResponsePolicy.check(status);
            return parser.parse(readBounded(in), parseDate(date));
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the body; its location does not.
            throw new ApiException(
                    Kind.MALFORMED,
                    "the answer is not a page of media: broken JSON at byte "
                            + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new ApiException(Kind.UNREACHABLE, "the answer broke off while it was read", e);
        }
    }

    private byte[] readBounded(InputStream in) throws IOException, ApiException {
        long start = nanoTime.getAsLong();
        byte[] buffer = new byte[CHUNK];
        int size = 0;
        for (int n = in.read(buffer, 0, CHUNK); n >= 0; n = in.read(buffer, size, buffer.length - size)) {
            size += n;
            if (size > maxBytes) {
                throw new ApiException(Kind.TOO_LARGE, "the page is larger than " + maxBytes + " bytes");
            }
            if (nanoTime.getAsLong() - start > deadline.toNanos()) {
                throw new ApiException(Kind.UNREACHABLE, "the page took more than " + deadline.toSeconds() + " s");
            }
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(maxBytes + 1, buffer.length * 2));
            }
        }
        return Arrays.copyOf(buffer, size);
    }

    private static Instant parseDate(String date) {
        try {
            return date == null
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
