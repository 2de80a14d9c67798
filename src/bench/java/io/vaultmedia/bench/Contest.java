package io.vaultmedia.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * The contenders. Each has one JVM, which first publishes other vaults: the JVM compiles most of its code meanwhile,
 * which would otherwise be measured. For one thread.
 */
final class Contest implements AutoCloseable {
    private final Map<Side, Contender> started = new EnumMap<>(Side.class);
    private final Map<Side, Pass> cold = new EnumMap<>(Side.class);
    private final Stage stage;
    private final BenchOptions options;
    private final Contenders contenders;

    /** Adds these settings of the product to those of the benchmark. */
    Contest(Stage stage, BenchOptions options, Map<String, String> settings) {
        this.stage = stage;
        this.options = options;
        this.contenders = new Contenders(stage, options, settings);
    }

    /** Lets a contender scan these vaults, which no contender has scanned before. */
    Pass run(Side side, Vaults vaults) throws Exception {
        warmUp(side);
        return Pass.run(stage, started.get(side), vaults);
    }

    /** Returns the pass over its first vault. */
    Pass cold(Side side) {
        return cold.get(side);
    }

    private void warmUp(Side side) throws Exception {
        if (!started.containsKey(side)) {
            Vaults first = Vaults.one("warmup", options.warmUp(), 0);
            Contender contender = contenders.start(side, first);
            started.put(side, contender);
            cold.put(side, Pass.runFirst(stage, contender, first));
            for (int more = 1; more < options.warmUps(); more++) {
                var unused = Pass.run(stage, contender, Vaults.one("warmup" + more, options.warmUp(), 0));
            }
            Progress.say("%s: warm", side);
        }
    }

    /** Ends all contenders. A contender that is used again is started again. */
    @Override
    public void close() {
        started.values().forEach(Contender::close);
        started.clear();
    }
}
