package io.vaultmedia.media;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;

/**
 * Selects the variants to publish. An empty set or a null bound admits every variant. Immutable.
 *
 * @param types media types: image, video, audio
 * @param contentTypes exact MIME types of the variant
 * @param labels variant labels, such as full or 720
 * @param durationMin seconds, inclusive; if either bound is set, media without a duration are not admitted
 * @param durationMax seconds, inclusive
 */
public record MediaFilter(
        Set<String> types,
        Set<String> contentTypes,
        Set<String> labels,
        BigDecimal durationMin,
        BigDecimal durationMax) {

    /** The filter that admits every variant. */
    public static final MediaFilter ALL = new MediaFilter(Set.of(), Set.of(), Set.of(), null, null);

    public MediaFilter {
        types = Set.copyOf(types);
        contentTypes = Set.copyOf(contentTypes);
        labels = Set.copyOf(labels);
    }

    /** Returns true if a variant with this label and MIME type, of media of this type and duration, must be published. */
    public boolean matches(String type, Number duration, String label, String contentType) {
        return holds(types, type)
                && holds(contentTypes, contentType)
                && holds(labels, label)
                && matchesDuration(duration);
    }

    /** Returns the same text for an equal filter, in every run of the program. */
    @Override
    public String toString() {
        return "type=" + new TreeSet<>(types) + " contentType=" + new TreeSet<>(contentTypes) + " labels="
                + new TreeSet<>(labels) + " duration=" + durationMin + ".." + durationMax;
    }

    private static boolean holds(Set<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private boolean matchesDuration(Number duration) {
        if (durationMin == null && durationMax == null) {
            return true;
        }
        if (duration == null) {
            return false;
        }
        BigDecimal seconds = new BigDecimal(duration.toString());
        return (durationMin == null || seconds.compareTo(durationMin) >= 0)
                && (durationMax == null || seconds.compareTo(durationMax) <= 0);
    }
}
