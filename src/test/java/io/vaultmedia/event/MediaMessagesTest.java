package io.vaultmedia.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaMessagesTest {

    private static final MediaItem ITEM = new MediaItem(
            "7",
            "video",
            12.5,
            List.of(
                    new MediaVariant("full", "stored", "q", "c", 1, 2, 3, 5L, 6, 7, "https://signed.example/"),
                    new MediaVariant("720", "pending", "q", "c", 0, 0, 3, null, 6, 7, "https://signed.example/"),
                    new MediaVariant("thumb", "stored", "q", "c", 1, 2, 3, 4L, 6, 7, "https://signed.example/")));

    private final MediaMessages all = new MediaMessages(true);
    private final MediaMessages omitting = new MediaMessages(false);

    @Test
    void listsWhatIsStoredTheOldestFirst() {
        assertThat(all.variants("alice", ITEM)).extracting(StoredVariant::label).containsExactly("thumb", "full");
        assertThat(all.items("alice", ITEM).get(0).variants())
                .extracting(StoredItem.Variant::label)
                .containsExactly("thumb", "full");
        assertThat(all.items("alice", new MediaItem("7", "video", null, List.of())))
                .isEmpty();
    }

    /** A dead letter may be older than the setting. */
    @Test
    void omitsAddressesOfMessagesThatWereMadeBefore() {
        StoredVariant variant = all.variants("alice", ITEM).get(0);
        StoredItem item = all.items("alice", ITEM).get(0);

        assertThat(omitting.again(variant))
                .isEqualTo(omitting.variants("alice", ITEM).get(0));
        assertThat(omitting.again(item)).isEqualTo(omitting.items("alice", ITEM).get(0));
        assertThat(all.again(variant)).isSameAs(variant);
        assertThat(all.again(item)).isSameAs(item);
    }
}
