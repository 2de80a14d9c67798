package io.vaultmedia.sandbox.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One aligned line for each published variant. Immutable. */
record VariantTable(Terminal terminal) {
    private static final String COLUMNS = "  %-22s %9s %9s  %-34s %s";

    /** The same for 80 characters: of the topic, the type at its end. */
    private static final String NARROW = "  %-22s %9s %9s  %-21s %s";

    private static final int WIDE_ENOUGH = 92;

    String heading() {
        String place = isNarrow() ? "type[partition]@offset" : "topic[partition]@offset";
        return terminal.paint(
                Colour.FAINT,
                terminal.fit(String.format(columns(), "media id/label", "size", "age", place, "found by")));
    }

    String line(PublishedVariant variant, Instant now, boolean repeated) {
        Duration age = Duration.between(Instant.ofEpochMilli(variant.storedAt()), now);
        String line = String.format(
                Locale.ROOT,
                columns(),
                variant.mediaId() + "/" + variant.label(),
                Quantity.size(variant.sizeBytes()),
                Quantity.duration(age),
                topic(variant) + "[" + variant.partition() + "]@" + variant.offset(),
                variant.foundBy());
        return repeated ? terminal.paint(Colour.BAD, terminal.fit("REPEATED" + line)) : terminal.fit(line);
    }

    private boolean isNarrow() {
        return terminal.width() < WIDE_ENOUGH;
    }

    private String columns() {
        return isNarrow() ? NARROW : COLUMNS;
    }

    private String topic(PublishedVariant variant) {
        return isNarrow() ? variant.topic().substring(variant.topic().lastIndexOf('.') + 1) : variant.topic();
    }
}
