package ontime.stories;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ontime.stories.BoardPicture.Series;
import ontime.stories.Svg.Point;

/** Draws one panel into its place. */
final class PanelPicture {

    private static final List<String> COLORS = List.of(
            "#1a73e8", "#e8710a", "#188038", "#d93025", "#9334e6", "#12858d", "#b06000", "#5f6368", "#c5221f",
            "#4285f4");
    private static final String GREY = "#5f6368";
    private static final int LEGEND = 16;
    private static final int MOST = 9;

    private final Svg svg;
    private final Board.Panel panel;
    private final double x;
    private final double y;
    private final double width;
    private final double height;

    PanelPicture(Svg svg, Board.Panel panel, double x, double y, double width, double height) {
        this.svg = svg;
        this.panel = panel;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    void draw(List<Series> series) {
        if (series.isEmpty()) {
            svg.text(x, y + height / 2, 11, GREY, "no data");
            return;
        }
        switch (panel.type()) {
            case "stat" -> numbers(series);
            case "bargauge" -> bars(series);
            case "heatmap" -> heatMap(series);
            case "table" -> table(series);
            default -> lines(series);
        }
    }

    private void numbers(List<Series> series) {
        double step = width / Math.min(series.size(), MOST);
        for (int i = 0; i < Math.min(series.size(), MOST); i++) {
            svg.text(
                    x + i * step,
                    y + height / 2,
                    20,
                    COLORS.get(i),
                    written(series.get(i).last()));
            svg.text(x + i * step, y + height / 2 + 18, 11, GREY, series.get(i).name());
        }
    }

    private void bars(List<Series> series) {
        var sorted = series.stream()
                .sorted(Comparator.comparingDouble(Series::last).reversed())
                .limit(MOST)
                .toList();
        double longest = Math.max(sorted.getFirst().last(), Double.MIN_NORMAL);
        double step = height / sorted.size();
        for (int i = 0; i < sorted.size(); i++) {
            var one = sorted.get(i);
            svg.box(x, y + i * step + 14, width * one.last() / longest, Math.max(step - 18, 2), COLORS.getFirst(), 0.7);
            svg.text(x, y + i * step + 11, 11, GREY, one.name() + "  " + written(one.last()));
        }
    }

    private void table(List<Series> series) {
        for (int i = 0; i < Math.min(series.size(), (int) (height / 15)); i++) {
            svg.text(x, y + 12 + i * 15, 11, GREY, series.get(i).name());
            svg.text(
                    x + width - 60,
                    y + 12 + i * 15,
                    11,
                    GREY,
                    written(series.get(i).last()));
        }
    }

    /** Buckets are cumulative: what a row shows is its own less that of the row below. */
    private void heatMap(List<Series> buckets) {
        var rows = new TreeMap<Double, Map<Long, Double>>();
        buckets.forEach(bucket -> rows.put(
                bucket.name().equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket.name()),
                bucket.values()));
        var span = Span.of(buckets);
        double cell = (height - LEGEND) / rows.size();
        double most = rows.lastEntry().getValue().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        int row = 0;
        Map<Long, Double> below = Map.of();
        for (var bucket : rows.entrySet()) {
            double top = y + height - LEGEND - (row + 1) * cell;
            for (var value : bucket.getValue().entrySet()) {
                double own = value.getValue() - below.getOrDefault(value.getKey(), 0.0);
                if (own > 0.01) {
                    svg.box(
                            x + 50 + span.share(value.getKey()) * (width - 56),
                            top,
                            6,
                            cell - 1,
                            "#e8710a",
                            Math.min(1, 0.15 + Math.sqrt(own / Math.max(most, 1))));
                }
            }
            svg.text(
                    x, top + cell - 2, 9, GREY, "≤ " + (bucket.getKey().isInfinite() ? "∞" : written(bucket.getKey())));
            below = bucket.getValue();
            row++;
        }
    }

    private void lines(List<Series> series) {
        var span = Span.of(series);
        boolean shares = panel.stacking().equals("percent");
        var stack = new TreeMap<Long, Double>();
        var totals = totals(series);
        double highest = shares
                ? 1
                : panel.stacking().equals("none")
                        ? series.stream()
                                .mapToDouble(one -> max(one.values().values()))
                                .max()
                                .orElse(1)
                        : max(totals.values());
        double lowest = Math.min(
                0,
                series.stream()
                        .mapToDouble(one -> one.values().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .min()
                                .orElse(0))
                        .min()
                        .orElse(0));
        double range = Math.max(highest - lowest, 1e-9);
        double bottom = y + height - LEGEND;
        double legend = x;
        for (int i = 0; i < series.size(); i++) {
            var color = COLORS.get(i % COLORS.size());
            var upper = new ArrayList<Point>();
            var lower = new ArrayList<Point>();
            for (var value : series.get(i).values().entrySet()) {
                double across = x + 44 + span.share(value.getKey()) * (width - 44);
                double base = panel.stacking().equals("none") ? lowest : stack.getOrDefault(value.getKey(), 0.0);
                double part = shares
                        ? value.getValue() / Math.max(totals.getOrDefault(value.getKey(), 1.0), 1e-9)
                        : value.getValue();
                double top = panel.stacking().equals("none") ? part : base + part;
                stack.put(value.getKey(), top);
                upper.add(new Point(across, bottom - (top - lowest) / range * (bottom - y)));
                lower.addFirst(new Point(across, bottom - (base - lowest) / range * (bottom - y)));
            }
            if (!panel.stacking().equals("none")) {
                var area = new ArrayList<>(upper);
                area.addAll(lower);
                svg.area(area, color);
            }
            svg.line(upper, color);
            if (i < MOST && legend < x + width - 40) {
                svg.text(legend, y + height, 10, color, series.get(i).name());
                legend += 16 + 6 * series.get(i).name().length();
            }
        }
        svg.text(x, y + 8, 9, GREY, shares ? "100 %" : written(highest));
        svg.text(x, bottom, 9, GREY, shares ? "0" : written(lowest));
    }

    private static Map<Long, Double> totals(List<Series> series) {
        var totals = new TreeMap<Long, Double>();
        series.forEach(one -> one.values().forEach((second, value) -> totals.merge(second, value, Double::sum)));
        return totals;
    }

    private static double max(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    /** From the first to the last second that is drawn. */
    private record Span(long from, long to) {

        static Span of(List<Series> series) {
            var seconds = series.stream()
                    .flatMap(one -> one.values().keySet().stream())
                    .mapToLong(Long::longValue)
                    .summaryStatistics();
            return new Span(seconds.getMin(), Math.max(seconds.getMax(), seconds.getMin() + 1));
        }

        double share(long second) {
            return (double) (second - from) / (to - from);
        }
    }

    private String written(double value) {
        return switch (panel.unit()) {
            case "percentunit" -> String.format(Locale.ROOT, "%.1f %%", value * 100);
            case "s" ->
                value < 1 && value > 0
                        ? String.format(Locale.ROOT, "%.0f ms", value * 1000)
                        : String.format(Locale.ROOT, "%.1f s", value);
            case "bytes" -> String.format(Locale.ROOT, "%.0f MB", value / 1_000_000);
            case "reqps" -> String.format(Locale.ROOT, "%.2f/s", value);
            default ->
                value == Math.rint(value)
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : String.format(Locale.ROOT, "%.2f", value);
        };
    }
}
