package io.vaultmedia.bench.report;

import java.util.Locale;

/**
 * What a figure should be, both bounds included. Immutable.
 *
 * @param least infinite for no bound
 * @param most infinite for no bound
 */
public record Goal(double least, double most) {
    /** No goal. */
    public static final Goal NONE = new Goal(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public static Goal atLeast(double value) {
        return new Goal(value, Double.POSITIVE_INFINITY);
    }

    public static Goal atMost(double value) {
        return new Goal(Double.NEGATIVE_INFINITY, value);
    }

    public boolean isMetBy(double value) {
        return value >= least && value <= most;
    }

    /** Returns the goal as text; empty if there is none. */
    public String text() {
        if (Double.isFinite(least)) {
            return "≥ " + plain(least);
        }
        return Double.isFinite(most) ? "≤ " + plain(most) : "";
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%.2f", value);
    }
}
