package io.vaultmedia.bench.report;

/**
 * One number that was measured. Immutable.
 *
 * @param scenario where
 * @param name what, unique within the scenario
 * @param unit such as {@code ms}; empty for a ratio
 * @param goal what it should be
 */
public record Figure(String scenario, String name, double value, String unit, Goal goal) {
    /** A figure without a goal. */
    public Figure(String scenario, String name, double value, String unit) {
        this(scenario, name, value, unit, Goal.NONE);
    }
}
