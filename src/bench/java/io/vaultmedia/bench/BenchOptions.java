package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.sandbox.OptionValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The options of the benchmark; each is set by {@code -Dbench.<name>=<value>}. Immutable.
 *
 * @param scenarios {@code scenarios}: the scenarios to measure, a comma list; all but {@code fleet} by default
 * @param isShort {@code short}: CI's form: the main scenario only; it fails if the scenario has become slower than
 * recorded
 * @param runs {@code runs}: how often the main scenario is run, for each contender
 * @param items {@code items}: how many media items the main scenario's vault has, two variants each
 * @param warmUps {@code warm-ups}: how many vaults each contender publishes before it is timed
 * @param warmUp {@code warm-up}: how many items each of these has
 * @param heap {@code heap}: the largest heap of each contender, as {@code -Xmx} takes it
 * @param collector {@code collector}: their garbage collector, {@code Serial}, {@code Parallel} or {@code G1}
 * @param productJvm {@code product-jvm}: more options of the product's JVM, separated by blanks, for example to
 * profile it
 */
record BenchOptions(
        List<ScenarioName> scenarios,
        boolean isShort,
        int runs,
        int items,
        int warmUps,
        int warmUp,
        String heap,
        String collector,
        List<String> productJvm) {
    BenchOptions {
        scenarios = List.copyOf(scenarios);
        productJvm = List.copyOf(productJvm);
    }

    /**
     * Reads the options from system properties. Options that are not set have their defaults.
     *
     * @throws io.vaultmedia.sandbox.InvalidOptionException if an option is unknown or invalid
     */
    static BenchOptions of(Properties properties) {
        OptionValues values = new OptionValues(properties, "bench.");
        boolean isShort = flag(values, "short");
        BenchOptions options = new BenchOptions(
                scenarios(values, isShort ? ScenarioName.MAIN.text() : ScenarioName.preset()),
                isShort,
                (int) values.number("runs", isShort ? 3 : 5, 1, 100),
                pages(values, "items", isShort ? 50_000 : 100_000),
                (int) values.number("warm-ups", isShort ? 1 : 3, 1, 100),
                pages(values, "warm-up", 50_000),
                values.text("heap", "192m"),
                values.text("collector", "Serial"),
                words(values.text("product-jvm", "")));
        values.refuseUnknown();
        return options;
    }

    /**
     * Returns the JVM options of each contender: the compiler thresholds of the image, and by default the collector
     * that a JVM selects in our container.
     */
    List<String> jvm() {
        List<String> jvm = new ArrayList<>(ImageJvm.compilerOptions());
        jvm.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+Use" + collector + "GC"));
        return jvm;
    }

    /** Returns these options with another heap. */
    BenchOptions withHeap(String size, String withCollector) {
        return new BenchOptions(scenarios, isShort, runs, items, warmUps, warmUp, size, withCollector, productJvm);
    }

    private static boolean flag(OptionValues values, String name) {
        String text = values.text(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw values.invalid(name, text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static List<ScenarioName> scenarios(OptionValues values, String preset) {
        String text = values.text("scenarios", preset);
        try {
            return Arrays.stream(text.split(",", -1)).map(ScenarioName::of).toList();
        } catch (IllegalArgumentException e) {
            throw values.invalid("scenarios", text, "a comma list of " + ScenarioName.all());
        }
    }

    private static int pages(OptionValues values, String name, int preset) {
        int items = (int) values.number(name, preset, BenchConnection.PAGE, 1_000_000);
        if (items % BenchConnection.PAGE != 0) {
            throw values.invalid(name, Integer.toString(items), "a multiple of " + BenchConnection.PAGE);
        }
        return items;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toList());
    }
}
