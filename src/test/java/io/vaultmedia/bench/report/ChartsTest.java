package io.vaultmedia.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.bench.report.BarChart.Bar;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartsTest {
    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        BarChart chart = new BarChart("a < b & c", List.of(new Bar("one", 5), new Bar("two", 10), new Bar("none", 0)));

        Document svg = parse(chart.svg());

        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a < b & c");
        assertThat(List.of(width(svg, 0), width(svg, 1), width(svg, 2))).containsExactly(200.0, 400.0, 0.0);
    }

    private static double width(Document svg, int bar) {
        return Double.parseDouble(((Element) svg.getElementsByTagName("rect").item(bar)).getAttribute("width"));
    }

    @Test
    void theCurveRisesFromNothingToAll() throws Exception {
        Document svg = parse(new Curve("freshness, ms", Samples.of(100, 200, 400)).svg());

        String points = ((Element) svg.getElementsByTagName("polyline").item(0)).getAttribute("points");
        assertThat(points).startsWith("215.0,270.0 ").endsWith("680.0,50.0 ");
    }
}
