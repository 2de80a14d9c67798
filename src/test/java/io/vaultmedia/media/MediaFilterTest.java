package io.vaultmedia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFilterTest {

    @Test
    void letsEverythingThroughWhereItNamesNothing() {
        assertThat(matches(MediaFilter.ALL, "hologram", 10, "image/jpeg", "full"))
                .isTrue();
        assertThat(matches(MediaFilter.ALL, "image", null, "image/jpeg", "full"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "image,image/jpeg,full,true",
        "video,image/jpeg,720,true",
        "audio,image/jpeg,full,false",
        "Image,image/jpeg,full,false",
        "image,image/png,full,false",
        "image,IMAGE/JPEG,full,false",
        "image,image/jpeg,thumb,false",
        "image,image/jpeg,7200,false"
    })
    void wantsTypeContentTypeAndLabelExactlyAsItNamesThem(
            String type, String contentType, String label, boolean wanted) {
        MediaFilter filter =
                new MediaFilter(Set.of("image", "video"), Set.of("image/jpeg"), Set.of("full", "720"), null, null);

        assertThat(matches(filter, type, null, contentType, label)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 9, false",
        "10, 20, 10, true",
        "10, 20, 15.5, true",
        "10, 20, 20, true",
        "10, 20, 20.1, false",
        "2.50, 2.5, 2.5, true",
        "10, , 1e300, true",
        "10, , 0, false",
        "0, , -1, false",
        ", 20, 0, true",
        ", 20, 20.000001, false",
        "10, , , false",
        ", 20, , false",
        "0, , , false"
    })
    void wantsADurationWithinItsBoundsOnly(BigDecimal min, BigDecimal max, Double duration, boolean wanted) {
        MediaFilter filter = new MediaFilter(Set.of(), Set.of(), Set.of(), min, max);

        assertThat(matches(filter, "video", duration, "video/mp4", "full")).isEqualTo(wanted);
    }

    @Test
    void comparesEachFormOfNumberByItsValue() {
        BigDecimal ten = new BigDecimal("10.0");
        MediaFilter filter = new MediaFilter(Set.of(), Set.of(), Set.of(), ten, ten);

        assertThat(List.of(10, 10L, 10f, 10d, BigInteger.TEN, BigDecimal.TEN))
                .allMatch(duration -> matches(filter, "video", duration, "video/mp4", "full"));
    }

    @Test
    void isImmutable() {
        Set<String> types = new HashSet<>(Set.of("image"));
        MediaFilter filter = new MediaFilter(types, Set.of(), Set.of(), null, null);
        types.clear();

        assertThat(filter.types()).containsExactly("image");
        assertThatThrownBy(() -> filter.types().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static boolean matches(MediaFilter filter, String type, Number duration, String contentType, String label) {
        return filter.matches(type, duration, label, contentType);
    }
}
