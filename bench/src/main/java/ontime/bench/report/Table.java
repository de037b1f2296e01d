package ontime.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Figures in rows.
 *
 * @param rows each with a cell for each column, a text or a number
 */
public record Table(List<String> columns, List<List<Object>> rows) {

    public Table {
        rows.forEach(row -> {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of " + row.size() + " cells in " + columns.size());
            }
        });
    }

    /** With enough digits to compare by, and no more. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return "never";
        }
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** In columns: texts to the left, numbers to the right. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Table::text).toList()));
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(column -> padded(line.get(column), widths.get(column), isNumeric(column)))
                        .collect(Collectors.joining("   "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private boolean isNumeric(int column) {
        return rows.stream().anyMatch(row -> row.get(column) instanceof Number);
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(width - text.length());
        return right ? space + text : text + space;
    }

    private static String text(Object cell) {
        return cell instanceof Number value ? number(value.doubleValue()) : cell.toString();
    }
}
