package io.vaultmedia.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaVariantTest {

    @ParameterizedTest
    @CsvSource({
        "stored,5,true",
        "stored,0,true",
        "stored,,false",
        "pending,5,false",
        "removed,5,false",
        "Stored,5,false"
    })
    void isStoredByStatusAndTime(String status, Long storedAt, boolean stored) {
        assertThat(variant(status, storedAt).isStored()).isEqualTo(stored);
    }

    @Test
    void showsNoAddress() {
        assertThat(variant("stored", 5L)).hasToString("MediaVariant[full stored storedAt=5]");
        assertThat(new MediaItem("1", "image", null, List.of(variant("stored", 5L))).toString())
                .doesNotContain("secret");
        assertThat(new MediaPage(List.of(), "secret", null)).hasToString("MediaPage[0 items, more]");
    }

    @Test
    void belongsToAnItemAndAPageThatAreImmutable() {
        List<MediaVariant> variants = new ArrayList<>(List.of(variant("stored", 5L)));
        MediaItem item = new MediaItem("1", "image", null, variants);
        List<ListedItem> items = new ArrayList<>(List.of(item));
        MediaPage page = new MediaPage(items, null, null);

        variants.clear();
        items.clear();

        assertThat(item.variants()).hasSize(1);
        assertThat(page.items()).hasSize(1);
    }

    private static MediaVariant variant(String status, Long storedAt) {
        return new MediaVariant("full", status, "full", "image/jpeg", 1, 1, 1, storedAt, 1, 1, "secret");
    }
}
