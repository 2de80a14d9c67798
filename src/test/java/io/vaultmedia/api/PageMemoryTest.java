package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.media.MediaPage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guarantee 6: the memory of all pages in flight has one bound, by bytes. */
@Timeout(60)
class PageMemoryTest {

    private static final int LARGEST = 4 * 1024 * 1024;
    private static final Duration SHORT = Duration.ofMillis(20);

    private final PageMemory memory = new PageMemory(6_000_000);
    private final MediaPageReader reader = new MediaPageReader(LARGEST, memory);

    private static byte[] page(int bytes) {
        String filler = "x".repeat(bytes - "{\"items\":[],\"x\":\"\"}".length());
        return ("{\"items\":[],\"x\":\"" + filler + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private MediaPage read(byte[] page) throws ApiException {
        return reader.read(new ByteArrayInputStream(page), () -> Instant.EPOCH);
    }

    @Test
    void aPageTakesItsBytesUntilItIsDiscarded() throws Exception {
        MediaPage page = read(page(100_000));
        assertThat(memory.used()).isEqualTo(100_000);

        page.discard().run();
        page.discard().run();
        assertThat(memory.used()).isZero();
    }

    @Test
    void aPageThatCannotBeReadTakesNothing() {
        assertThatThrownBy(() -> read(page(LARGEST + 1))).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> read("<html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ApiException.class);

        assertThat(memory.used()).isZero();
    }

    @Test
    void noFurtherPageIsRequestedWhileTheMemoryIsUsedUp() throws Exception {
        List<MediaPage> pages = new ArrayList<>();
        while (memory.awaitRoom(SHORT)) {
            pages.add(read(page(200_000)));
        }
        assertThat(pages).hasSize(30);

        pages.get(0).discard().run();
        assertThat(memory.awaitRoom(SHORT)).isTrue();
    }

    /** Two of the largest pages do not fit: the second one waits in the middle of its body. */
    @Test
    void largePagesAreReadOneAfterTheOther() throws Exception {
        MediaPage first = read(page(LARGEST));
        CompletableFuture<MediaPage> second = CompletableFuture.supplyAsync(() -> {
            try {
                return read(page(LARGEST));
            } catch (ApiException e) {
                throw new IllegalStateException(e);
            }
        });
        await().during(Duration.ofMillis(200)).until(() -> !second.isDone());
        assertThat(memory.awaitRoom(SHORT)).as("a page that waits goes first").isFalse();

        first.discard().run();

        assertThat(second.get(30, TimeUnit.SECONDS).items()).isEmpty();
        assertThat(memory.used()).isEqualTo(LARGEST);
    }

    /** A heap that is too small for the bound must not stop everything. */
    @Test
    void onePageMayAlwaysProceed() throws Exception {
        MediaPageReader small = new MediaPageReader(LARGEST, new PageMemory(1_000));

        assertThat(small.read(new ByteArrayInputStream(page(LARGEST)), () -> Instant.EPOCH)
                        .items())
                .isEmpty();
    }
}
