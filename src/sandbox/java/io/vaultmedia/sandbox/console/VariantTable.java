package io.vaultmedia.sandbox.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One aligned line for each published variant. Immutable. */
record VariantTable(Terminal terminal) {
    private static final String COLUMNS = "  %-6s %-22s %9s %9s  %-34s %s";

    String heading() {
        String heading =
                String.format(COLUMNS, "type", "media id/label", "size", "age", "topic[partition]@offset", "found by");
        return terminal.paint(Colour.FAINT, heading);
    }

    String line(PublishedVariant variant, Instant now, boolean repeated) {
        Duration age = Duration.between(Instant.ofEpochMilli(variant.storedAt()), now);
        String line = String.format(
                Locale.ROOT,
                COLUMNS,
                variant.type(),
                variant.mediaId() + "/" + variant.label(),
                Quantity.size(variant.sizeBytes()),
                Quantity.duration(age),
                variant.topic() + "[" + variant.partition() + "]@" + variant.offset(),
                variant.foundBy());
        return repeated ? terminal.paint(Colour.BAD, line + "  REPEATED") : line;
    }
}
