package ontime.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines over time, as SVG. */
final class SvgLines {

    private static final int LEFT = 70;
    private static final int TOP = 60;
    private static final int BOTTOM = 330;
    private static final int RIGHT = Svg.WIDTH - 20;

    private final Plot.Lines plot;
    private final double seconds;
    private final List<Double> steps;

    private SvgLines(Plot.Lines plot) {
        this.plot = plot;
        this.seconds = Math.max(1, largest(plot, Plot.Point::second));
        this.steps = Svg.steps(Math.max(1e-6, largest(plot, Plot.Point::value)), plot.logarithmic());
    }

    static String of(Plot.Lines plot) {
        var drawing = new SvgLines(plot);
        return Svg.document(
                plot.title() + ", " + plot.unit(), BOTTOM + 40, drawing.axes() + drawing.names() + drawing.lines());
    }

    private String axes() {
        String horizontal = steps.stream()
                .map(step -> "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>%n"
                                .formatted(LEFT, RIGHT, Svg.coordinate(y(step)), Svg.coordinate(y(step)))
                        + Svg.text(LEFT - 8, y(step) + 4, "end", Table.number(step)))
                .collect(Collectors.joining());
        String vertical = IntStream.rangeClosed(0, 5)
                .mapToObj(part ->
                        Svg.text(x(seconds * part / 5), BOTTOM + 20, "end", Math.round(seconds * part / 5) + " s"))
                .collect(Collectors.joining());
        return horizontal + vertical;
    }

    private String names() {
        return IntStream.range(0, plot.lines().size())
                .mapToObj(index -> "<rect class=\"%s\" x=\"%d\" y=\"36\" width=\"12\" height=\"12\"/>%n"
                                .formatted(Svg.colour(index), LEFT + index * 220)
                        + Svg.text(
                                LEFT + 18 + index * 220,
                                47,
                                "",
                                plot.lines().get(index).name()))
                .collect(Collectors.joining());
    }

    private String lines() {
        return IntStream.range(0, plot.lines().size())
                .mapToObj(index -> "<polyline class=\"%s\" points=\"%s\"/>%n"
                        .formatted(
                                Svg.colour(index),
                                plot.lines().get(index).points().stream()
                                        .map(point -> Svg.coordinate(x(point.second())) + ","
                                                + Svg.coordinate(y(point.value())))
                                        .collect(Collectors.joining(" "))))
                .collect(Collectors.joining());
    }

    private double x(double second) {
        return LEFT + second / seconds * (RIGHT - LEFT);
    }

    /** What never came, or is above everything, is at the top. */
    private double y(double value) {
        double top = steps.getLast();
        double bounded = Math.min(top, Double.isFinite(value) ? value : top);
        double share =
                plot.logarithmic() ? Math.log10(Math.max(1, bounded)) / Math.log10(top) : Math.max(0, bounded) / top;
        return BOTTOM - share * (BOTTOM - TOP);
    }

    private static double largest(Plot.Lines plot, java.util.function.ToDoubleFunction<Plot.Point> of) {
        return plot.lines().stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(of)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }
}
