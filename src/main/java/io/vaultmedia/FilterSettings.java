package io.vaultmedia;

import io.vaultmedia.media.MediaFilter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which variants to publish. */
final class FilterSettings {

    private static final Pattern TYPE = Pattern.compile("image|video|audio");
    private static final Pattern CONTENT_TYPE = Pattern.compile("[!-~&&[^/;]]+/[!-~&&[^/;]]+");
    private static final Pattern LABEL = Pattern.compile("\\P{Cntrl}{1,100}");
    private static final String DURATION_MAX = "vault.filter.duration-max";

    private FilterSettings() {}

    static MediaFilter read(SettingsReader in) {
        Optional<BigDecimal> min = in.seconds("vault.filter.duration-min");
        Optional<BigDecimal> max = in.seconds(DURATION_MAX);
        if (min.isPresent() && max.isPresent() && max.get().compareTo(min.get()) < 0) {
            throw ConfigurationException.wrong(
                    DURATION_MAX, max.get().toPlainString(), "must be at least duration-min, which is " + min.get());
        }
        return new MediaFilter(
                in.list("vault.filter.type", TYPE, "must be of image, video and audio, separated by commas"),
                in.list(
                        "vault.filter.content-type",
                        CONTENT_TYPE,
                        "must be MIME types such as image/jpeg, separated by commas"),
                in.list("vault.filter.labels", LABEL, "must be labels such as full or 720, separated by commas"),
                min.orElse(null),
                max.orElse(null));
    }
}
