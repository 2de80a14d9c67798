package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.MediaPage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/** Reads the body of an answer, up to a maximum size, as a {@link MediaPage}. Thread safe. */
public final class MediaPageReader {

    private static final int CHUNK = 16 * 1024;
    private static final int LARGEST_USUAL = 256 * 1024;

    private final MediaPageParser parser = new MediaPageParser();
    private final int maxBytes;
    private final PageMemory memory;

    /** A little more than the size of the last page: most pages are alike. */
    private volatile int usualSize = CHUNK;

    /**
     * Creates a reader.
     *
     * @param maxBytes how large a page may be, after decompression
     */
    public MediaPageReader(int maxBytes) {
        this(maxBytes, PageMemory.ofHeap());
    }

    MediaPageReader(int maxBytes, PageMemory memory) {
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /**
     * Reads one body.
     *
     * @param apiTime supplies the page's time, or null; called only if the body is a page
     * @throws ApiException if the body is not a page
     */
    public MediaPage read(InputStream body, Supplier<Instant> apiTime) throws ApiException {
        PageMemory.Reservation reserved = memory.new Reservation();
        MediaPage page = null;
        try {
            page = parse(body, apiTime, reserved);
            return page;
        } catch (JsonEOFException e) {
            throw new ApiException(Kind.TRUNCATED, "the answer ends in the middle of its JSON");
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the body; its location does not.
            throw new ApiException(
                    Kind.NOT_JSON,
                    "the answer is not JSON: wrong at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw NetworkPolicy.whileReading(e);
        } finally {
            if (page == null) {
                reserved.release();
            }
        }
    }

    private MediaPage parse(InputStream in, Supplier<Instant> apiTime, PageMemory.Reservation reserved)
            throws IOException, ApiException {
        byte[] buffer = new byte[usualSize];
        int size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer, size, buffer.length - size)) {
            size += n;
            if (size > maxBytes) {
                throw new ApiException(Kind.TOO_LARGE, "the page is larger than " + maxBytes + " bytes");
            }
            if (size == buffer.length) {
                if (size >= LARGEST_USUAL) {
                    reserved.awaitRoomFor(maxBytes);
                }
                buffer = Arrays.copyOf(buffer, Math.min(maxBytes + 1, buffer.length * 2));
            }
        }
        usualSize = Math.max(CHUNK, Math.min(LARGEST_USUAL, size + size / 4));
        reserved.become(size);
        return parser.parse(buffer, size, apiTime, reserved::release);
    }
}
