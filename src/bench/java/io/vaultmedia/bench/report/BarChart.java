package io.vaultmedia.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * A chart of horizontal bars, as SVG text. Its colours are readable on light and on dark backgrounds. Immutable.
 *
 * @param title with the unit
 */
public record BarChart(String title, List<Bar> bars) {
    private static final int WIDTH = 720;
    private static final int LABELS = 230;
    private static final int ROOM = 400;
    private static final int ROW = 30;
    private static final int TOP = 50;

    /** One bar; not negative. */
    public record Bar(String label, double value) {}

    public BarChart {
        bars = List.copyOf(bars);
    }

    public String svg() {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        StringBuilder svg = new StringBuilder(Svg.open(WIDTH, TOP + ROW * bars.size() + 10));
        svg.append(Svg.text(10, 25, "start", 16, title));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + ROW * i;
            double length = most == 0 ? 0 : ROOM * bar.value() / most;
            svg.append(Svg.text(LABELS - 10, y + 15, "end", 13, bar.label()));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\" rx=\"2\" fill=\"%s\"/>%n",
                    LABELS,
                    y,
                    length,
                    i == 0 ? Svg.STRONG : Svg.PLAIN));
            svg.append(Svg.text(LABELS + 8 + (int) length, y + 15, "start", 13, FigureTable.number(bar.value())));
        }
        return svg + "</svg>\n";
    }
}
