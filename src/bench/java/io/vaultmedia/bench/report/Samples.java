package io.vaultmedia.bench.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Measured values, sorted. Immutable. */
public record Samples(List<Double> sorted) {
    public Samples {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one value");
        }
        sorted = sorted.stream().sorted().toList();
    }

    public static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }

    public static Samples of(Collection<? extends Number> values) {
        return new Samples(values.stream().map(Number::doubleValue).toList());
    }

    /** Divides each value by the one that was measured beside it in the same run. Disturbances of both cancel out. */
    public static Samples ratios(List<Double> values, List<Double> divisors) {
        if (values.size() != divisors.size()) {
            throw new IllegalArgumentException(values.size() + " values, but " + divisors.size() + " divisors");
        }
        return new Samples(IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) / divisors.get(i))
                .toList());
    }

    /** Returns the median: the middle value, or the mean of the two in the middle. */
    public double median() {
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    public double least() {
        return sorted.get(0);
    }

    public double most() {
        return sorted.get(sorted.size() - 1);
    }

    /** Returns the percentile: the smallest value that this percentage of the values does not exceed. */
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
