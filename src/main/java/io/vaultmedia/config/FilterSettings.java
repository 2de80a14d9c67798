package io.vaultmedia.config;

import io.vaultmedia.media.MediaFilter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the filter that selects the variants to publish. */
final class FilterSettings {

    static final String TYPE = "vault.filter.type";
    static final String CONTENT_TYPE = "vault.filter.content-type";
    static final String LABELS = "vault.filter.labels";
    static final String DURATION_MIN = "vault.filter.duration-min";
    static final String DURATION_MAX = "vault.filter.duration-max";

    private static final Pattern A_TYPE = Pattern.compile("image|video|audio");
    private static final Pattern A_CONTENT_TYPE = Pattern.compile("[!-~&&[^/;]]+/[!-~&&[^/;]]+");
    private static final Pattern A_LABEL = Pattern.compile("\\P{Cntrl}{1,100}");

    private FilterSettings() {}

    static MediaFilter read(SettingsReader in) {
        Optional<BigDecimal> min = in.seconds(DURATION_MIN);
        Optional<BigDecimal> max = in.seconds(DURATION_MAX);
        if (min.isPresent() && max.isPresent() && max.get().compareTo(min.get()) < 0) {
            throw in.wrong(
                    DURATION_MAX, max.get().toPlainString(), "must be at least duration-min, which is " + min.get());
        }
        return new MediaFilter(
                in.list(TYPE, A_TYPE, "must be of image, video and audio, separated by commas"),
                in.list(CONTENT_TYPE, A_CONTENT_TYPE, "must be MIME types such as image/jpeg, separated by commas"),
                in.list(LABELS, A_LABEL, "must be labels such as full or 720, separated by commas"),
                min.orElse(null),
                max.orElse(null));
    }
}
