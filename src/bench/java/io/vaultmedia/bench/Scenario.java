package io.vaultmedia.bench;

import io.vaultmedia.bench.report.Figure;
import java.util.List;

/** A scenario to measure. For one run. */
@FunctionalInterface
interface Scenario {
    List<Figure> run() throws Exception;
}
