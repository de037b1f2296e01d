package ontime.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import ontime.bench.report.Plot.Bar;
import ontime.bench.report.Plot.Line;
import ontime.bench.report.Plot.Point;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SvgTest {

    @Test
    void theLongestBarIsTheLargestValueAndTheOthersAreInProportion() throws Exception {
        var drawn = parsed(new Plot.Bars("Speed", "a second", List.of(new Bar("a < b", 50), new Bar("c", 200))));

        assertThat(width(drawn, 0) * 4).isEqualTo(width(drawn, 1));
        assertThat(drawn.getDocumentElement().getTextContent()).contains("a < b");
    }

    @Test
    void whatNeverCameIsDrawnAsLongAsTheDrawingAllows() throws Exception {
        var drawn = parsed(
                new Plot.Bars("Wait", "s", List.of(new Bar("ours", 1), new Bar("other", Double.POSITIVE_INFINITY))));

        assertThat(width(drawn, 1)).isEqualTo(width(drawn, 0));
        assertThat(drawn.getDocumentElement().getTextContent()).contains("never");
    }

    @Test
    void aLineRisesWithItsValuesAndEndlessIsAtTheTop() throws Exception {
        var drawn = parsed(new Plot.Lines(
                "Wait",
                "ms",
                true,
                List.of(new Line(
                        "ours",
                        List.of(new Point(0, 1), new Point(1, 10), new Point(2, 1000), new Point(3, 1 / 0.0))))));
        List<Double> heights = List.of(drawn.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getNodeValue()
                        .split(" "))
                .stream()
                .map(point -> Double.parseDouble(point.substring(point.indexOf(',') + 1)))
                .toList();

        assertThat(heights).containsExactly(330.0, 240.0, 60.0, 60.0);
    }

    private static double width(Document drawn, int bar) {
        return Double.parseDouble(drawn.getElementsByTagName("rect")
                .item(bar)
                .getAttributes()
                .getNamedItem("width")
                .getNodeValue());
    }

    private static Document parsed(Plot plot) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Svg.of(plot).getBytes(StandardCharsets.UTF_8)));
    }
}
