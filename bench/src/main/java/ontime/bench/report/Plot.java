package ontime.bench.report;

import java.util.List;

/** What is to be drawn. */
public sealed interface Plot {

    String title();

    /** A bar for each name. */
    record Bars(String title, String unit, List<Bar> bars) implements Plot {}

    record Bar(String name, double value) {}

    /**
     * Lines over time.
     *
     * @param logarithmic whether each step upwards is ten times the one below
     */
    record Lines(String title, String unit, boolean logarithmic, List<Line> lines) implements Plot {}

    record Line(String name, List<Point> points) {}

    /**
     * A value at a time.
     *
     * @param second since the beginning
     */
    record Point(double second, double value) {}
}
