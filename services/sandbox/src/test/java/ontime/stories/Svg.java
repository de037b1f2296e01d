package ontime.stories;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture as text. */
final class Svg {

    private final StringBuilder elements = new StringBuilder();

    Svg(int width, int height) {
        elements.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif">
                <rect width="100%%" height="100%%" fill="#f4f5f7"/>
                """, width, height));
    }

    record Point(double x, double y) {}

    void frame(double x, double y, double width, double height) {
        elements.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" rx=\"3\" fill=\"#fff\" stroke=\"#dadce0\"/>%n",
                x,
                y,
                width,
                height));
    }

    void box(double x, double y, double width, double height, String color, double opacity) {
        elements.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" fill-opacity=\"%.2f\"/>%n",
                x,
                y,
                width,
                height,
                color,
                opacity));
    }

    void line(List<Point> points, String color) {
        elements.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\"/>%n",
                written(points),
                color));
    }

    void area(List<Point> points, String color) {
        elements.append(String.format(
                Locale.ROOT, "<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.6\"/>%n", written(points), color));
    }

    void text(double x, double y, int size, String color, String text) {
        elements.append(String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\" font-size=\"%d\" fill=\"%s\">%s</text>%n",
                x,
                y,
                size,
                color,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String written(List<Point> points) {
        return points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y()))
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return elements + "</svg>\n";
    }
}
