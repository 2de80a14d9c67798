package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.InvalidItem.Reason;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that the product met badly, in {@code src/test/resources/cases}: what is read from each. */
class PageCasesTest {

    @ParameterizedTest
    @CsvSource({
        "nan-in-one-item,duration",
        "control-character-in-one-item,media.full.url",
    })
    void oneItemThatIsNotJsonIsOneDeadLetter(String name, String place) throws Exception {
        MediaPage page = read(text(name));

        assertThat(page.mediaItems()).extracting(MediaItem::id).containsExactly("1001", "1003");
        assertThat(page.invalidItems()).singleElement().satisfies(item -> {
            assertThat(item.mediaId()).isEqualTo("1002");
            assertThat(item.reason()).isEqualTo(Reason.NOT_JSON);
            assertThat(item.detail()).isEqualTo("the item is not JSON: wrong at " + place);
            assertThat(new String(item.json(), UTF_8) + ",").isEqualTo(line(name, 2));
        });
    }

    @Test
    void anItemListedTwiceIsTwoItems() throws Exception {
        assertThat(read(text("item-twice")).mediaItems())
                .flatExtracting(MediaItem::stored)
                .extracting(MediaVariant::storedAt)
                .containsExactly(1796004686692L, 1796004686696L);
    }

    @Test
    void anIdThatIsANumberIsItsDigits() throws Exception {
        MediaPage page = read(text("numeric-id"));

        assertThat(page.mediaItems()).extracting(MediaItem::id).containsExactly("66", "1003");
    }

    @Test
    void anEmptyCursorIsNone() throws Exception {
        MediaPage page = read(text("empty-last-cursor"));

        assertThat(page.hasNext()).isFalse();
        assertThat(page.mediaItems()).hasSize(1);
    }

    @Test
    void slashesInIdsAndLabelsAreKept() throws Exception {
        assertThat(read(text("slash-in-ids")).mediaItems())
                .extracting(item -> item.id() + " " + item.variants().get(0).label())
                .containsExactly("a/b c", "a b/c");
    }

    @Test
    void aStoredTimeInAnotherUnitIsOneDeadLetter() throws Exception {
        MediaPage page = read(text("stored-at-in-seconds"));

        assertThat(page.mediaItems()).extracting(MediaItem::id).containsExactly("1003");
        assertThat(page.invalidItems())
                .extracting(InvalidItem::mediaId, item -> item.detail().replaceAll(":.*", ""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1001", "media.full.storedAt is in seconds"),
                        org.assertj.core.groups.Tuple.tuple("1002", "media.full.storedAt is negative"));
    }

    private static MediaPage read(String body) throws ApiException {
        return new MediaPageReader(1 << 20).read(new ByteArrayInputStream(body.getBytes(UTF_8)), () -> Instant.EPOCH);
    }

    private static String text(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/cases", name + ".json"));
    }

    private static String line(String name, int number) throws IOException {
        return text(name).lines().toList().get(number);
    }
}
