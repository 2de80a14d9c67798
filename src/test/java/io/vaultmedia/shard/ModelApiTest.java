package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.shard.ModelApi.CachedAt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelApiTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00.500Z");
    private static final String SINCE_NOON =
            "status=stored&sort=cachedAt_asc&cachedAtFrom=2026-06-07T12%3A00%3A00Z&limit=2";

    private ModelApi api = api(CachedAt.ANY, false);

    @Test
    void pagesByOffsetInItsOwnOrder() {
        store("m1", 1);
        store("m2", 3);
        store("m3", 2);

        MediaPage first = api.page("status=stored&limit=2");

        assertThat(ids(first)).containsExactly("m1", "m2");
        assertThat(first.apiTime()).isEqualTo(Instant.parse("2026-06-07T12:00:00Z"));
        assertThat(ids(api.page("status=stored&limit=2&cursor=" + first.nextCursor())))
                .containsExactly("m3");
        assertThat(api.page("status=stored&limit=3").nextCursor()).isNull();
    }

    @Test
    void skipsARowWhereOneBeforeItGoes() {
        store("m1", 1);
        store("m2", 2);
        store("m3", 3);
        api.remove(0);

        assertThat(ids(api.page("status=stored&limit=1&cursor=1"))).containsExactly("m3");
    }

    @Test
    void leavesOutWhatHasNothingStored() {
        api.add(0, "full");
        store("m2", 1);

        assertThat(ids(api.page("status=stored&limit=1"))).containsExactly("m2");
    }

    @Test
    void mayLeaveItOutAfterItCutThePage() {
        api = api(CachedAt.ANY, true);
        api.add(0, "full");
        store("m2", 1);

        MediaPage empty = api.page("status=stored&limit=1");

        assertThat(ids(empty)).isEmpty();
        assertThat(ids(api.page("status=stored&limit=1&cursor=" + empty.nextCursor())))
                .containsExactly("m2");
    }

    @Test
    void sortsWhatWasStoredInAWindow() {
        store("m1", 9);
        store("m2", -1);
        store("m3", 0);
        store("m4", 5);

        assertThat(ids(api.page(SINCE_NOON))).containsExactly("m3", "m4");
        assertThat(ids(api.page(SINCE_NOON + "&cursor=2"))).containsExactly("m1");
        assertThat(ids(api.page(SINCE_NOON + "&cachedAtTo=2026-06-07T12%3A00%3A00.004Z")))
                .containsExactly("m3");
    }

    @Test
    void fitsAnItemByOneOrAnotherOfItsVariants() {
        for (CachedAt cachedAt : CachedAt.values()) {
            api = api(cachedAt, false);
            store("m1", -1);
            api.store(0, "thumb", noon(5));

            assertThat(ids(api.page(SINCE_NOON))).hasSize(cachedAt == CachedAt.OLDEST ? 0 : 1);
        }
    }

    @Test
    void storesAVariantEachTimeAtATimeOfItsOwn() {
        store("m1", 7);
        api.unstore(0, "full");
        assertThat(api.atRest()).isEmpty();
        api.store(0, "full", noon(7));

        assertThat(api.atRest()).containsExactly("m1/full@" + noon(8));
        assertThat(api.atRest(noon(9))).isEmpty();
        assertThat(api.everStored()).containsExactly("m1/full@" + noon(7), "m1/full@" + noon(8));
    }

    @Test
    void knowsNoParameterThatItDoesNotModel() {
        assertThatThrownBy(() -> api.page(SINCE_NOON + "&type=image")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ModelApi api(CachedAt cachedAt, boolean filtersAfterPaging) {
        return new ModelApi(NOW, cachedAt, filtersAfterPaging);
    }

    /** Adds an item behind the others, stored so many milliseconds after noon. */
    private void store(String id, long millis) {
        api.add(api.size(), "full");
        api.store(api.size() - 1, "full", noon(millis));
        assertThat(api.atRest(noon(millis))).contains(id + "/full@" + noon(millis));
    }

    private static long noon(long millis) {
        return NOW.toEpochMilli() - 500 + millis;
    }

    private static List<String> ids(MediaPage page) {
        return page.items().stream().map(item -> ((MediaItem) item).id()).toList();
    }
}
