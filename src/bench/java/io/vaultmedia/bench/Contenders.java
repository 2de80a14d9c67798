package io.vaultmedia.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts the contenders, all with the same heap. For one thread. */
record Contenders(Stage stage, BenchOptions options, Map<String, String> settings) {
    /** The product polls no connection twice within a scenario. */
    private static final Map<String, String> ONCE = Map.of("vault.poll.interval", "1h");

    Contenders {
        settings = new TreeMap<>(settings);
        settings.putAll(ONCE);
    }

    /** Starts a contender that scans these connections at once. */
    Contender start(Side side, Vaults first) throws Exception {
        Topics topics =
                stage.freshTopics(side.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        if (side == Side.PRODUCT) {
            List<String> jvm = new ArrayList<>(options.productJvm());
            jvm.addAll(options.jvm());
            return Product.start(stage, topics, jvm, settings, first.connections());
        }
        Contender loop = LoopContender.start(stage, topics, options.jvm(), side == Side.LOOP_WITH_TRANSACTIONS);
        loop.scan(first);
        return loop;
    }
}
