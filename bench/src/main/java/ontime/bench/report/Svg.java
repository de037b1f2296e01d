package ontime.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Drawings that need nothing but a browser, in the light and in the dark. */
final class Svg {

    static final int WIDTH = 760;

    private static final String STYLE = """
            <style>
              svg { background: #fff; color: #1f2328; font: 13px system-ui, sans-serif; }
              text { fill: currentColor; } .axis { stroke: currentColor; stroke-opacity: .2; }
              .title { font-weight: 600; font-size: 15px; } .end { text-anchor: end; }
              .c0 { fill: #0969da; stroke: #0969da; } .c1 { fill: #bc4c00; stroke: #bc4c00; }
              .c2 { fill: #1a7f37; stroke: #1a7f37; } .c3 { fill: #8250df; stroke: #8250df; }
              .c4 { fill: #6e7781; stroke: #6e7781; } polyline { fill: none !important; stroke-width: 2; }
              @media (prefers-color-scheme: dark) {
                svg { background: #0d1117; color: #e6edf3; }
                .c0 { fill: #58a6ff; stroke: #58a6ff; } .c1 { fill: #f0883e; stroke: #f0883e; }
                .c2 { fill: #3fb950; stroke: #3fb950; } .c3 { fill: #bc8cff; stroke: #bc8cff; }
                .c4 { fill: #8b949e; stroke: #8b949e; }
              }
            </style>
            """;

    private static final int COLOURS = 5;

    private Svg() {}

    static String of(Plot plot) {
        return switch (plot) {
            case Plot.Bars bars -> bars(bars);
            case Plot.Lines lines -> SvgLines.of(lines);
        };
    }

    private static String bars(Plot.Bars plot) {
        int names = 230;
        int row = 30;
        double largest = plot.bars().stream()
                .mapToDouble(Plot.Bar::value)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        String content = IntStream.range(0, plot.bars().size())
                .mapToObj(index -> {
                    Plot.Bar bar = plot.bars().get(index);
                    // What never came is as long as the drawing allows.
                    double share = Double.isFinite(bar.value()) ? bar.value() / Math.max(largest, 1e-9) : 1;
                    double width = Math.max(1, share * (WIDTH - names - 90));
                    int y = 45 + index * row;
                    return text(names - 10, y + 14, "end", bar.name())
                            + "<rect class=\"c%d\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"18\"/>%n"
                                    .formatted(index == 0 ? 0 : 4, names, y, coordinate(width))
                            + text(names + width + 6, y + 14, "", Table.number(bar.value()));
                })
                .collect(Collectors.joining());
        return document(plot.title() + ", " + plot.unit(), 60 + plot.bars().size() * row, content);
    }

    static String document(String title, int height, String content) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height + "\" width=\"" + WIDTH
                + "\" height=\"" + height + "\" role=\"img\" aria-label=\"" + escaped(title) + "\">\n" + STYLE
                + text(12, 24, "title", title) + content + "</svg>\n";
    }

    static String text(double x, double y, String type, String words) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>%n"
                .formatted(type, coordinate(x), coordinate(y), escaped(words));
    }

    /** The class of a line's colour: the first is ours. */
    static String colour(int index) {
        return "c" + index % COLOURS;
    }

    static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    static List<Double> steps(double largest, boolean logarithmic) {
        if (logarithmic) {
            int decades = Math.max(1, (int) Math.ceil(Math.log10(Math.max(10, largest))));
            return IntStream.rangeClosed(0, decades)
                    .mapToObj(power -> Math.pow(10, power))
                    .toList();
        }
        return IntStream.rangeClosed(0, 4).mapToObj(step -> largest * step / 4).toList();
    }
}
