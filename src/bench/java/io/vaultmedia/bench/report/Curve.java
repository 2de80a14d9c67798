package io.vaultmedia.bench.report;

import java.util.Locale;

/**
 * A chart of the share of values that are not larger than each value, as SVG text. Immutable.
 *
 * @param title with the unit
 */
public record Curve(String title, Samples samples) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 320;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int ACROSS = 620;
    private static final int DOWN = 220;
    private static final int STEPS = 4;

    public String svg() {
        double most = Math.max(samples.most(), 1);
        StringBuilder svg = new StringBuilder(Svg.open(WIDTH, HEIGHT)).append(Svg.text(10, 25, "start", 16, title));
        for (int i = 0; i <= STEPS; i++) {
            svg.append(Svg.text(LEFT - 8, TOP + DOWN - DOWN * i / STEPS + 5, "end", 12, 100 * i / STEPS + " %"));
            svg.append(Svg.text(
                    LEFT + ACROSS * i / STEPS, TOP + DOWN + 22, "middle", 12, FigureTable.number(most * i / STEPS)));
        }
        svg.append(String.format(
                "<path d=\"M%d %dv%dh%d\" fill=\"none\" stroke=\"%s\"/>%n", LEFT, TOP, DOWN, ACROSS, Svg.PLAIN));
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + Svg.STRONG + "\" points=\"");
        for (int percent = 0; percent <= 100; percent++) {
            double x = LEFT + ACROSS * samples.percentile(percent) / most;
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, TOP + DOWN - DOWN * percent / 100.0));
        }
        return svg + "\"/>\n</svg>\n";
    }
}
