package ontime.sandbox.tail;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A delivery as a line. Its seconds are drawn as a bar in which each stage has its letter. */
final class StageBar {

    private static final int MILLIS = 1_000;
    private static final List<String> STAGES = List.of("issue", "queue", "hold", "provider", "carrier");

    /** Where hours, minutes and seconds stand in an instant. */
    private static final int FROM = "2026-01-01T".length();

    private static final int TO = "2026-01-01T00:00:00".length();

    private static final Layout WIDE =
            new Layout("%-8s  %-3s  %-5s  %-22s  %-9s  %10s  %-24s  %s", List.of(8, 3, 5, 22, 9, 10, 24, 24));

    /** What a terminal has unless somebody widens it. */
    private static final Layout NARROW =
            new Layout("%-8s %-3s %-5s %-15s %-9s %8s %-8s %s", List.of(8, 3, 5, 15, 9, 8, 8, 17));

    private final Layout layout;

    /** @param widths of the columns, in characters */
    private record Layout(String format, List<Integer> widths) {

        int bar() {
            return widths.get(6);
        }

        String line(List<String> cells) {
            var cut = new Object[cells.size()];
            for (int i = 0; i < cut.length; i++) {
                var cell = cells.get(i);
                int width = widths.get(i);
                cut[i] = cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
            }
            return String.format(Locale.ROOT, format, cut).stripTrailing();
        }

        int width() {
            return line(widths.stream().map("x"::repeat).toList()).length();
        }
    }

    /** @param columns that a line may have */
    StageBar(int columns) {
        this.layout = columns < WIDE.width() ? NARROW : WIDE;
    }

    /** What stands above the lines. */
    List<String> head() {
        return List.of(
                "i issue  q queue  h hold  p provider  c carrier; the person's time is left out",
                layout.line(List.of("UTC", "ref", "by", "to", "status", "seconds", "whose", "verdict")));
    }

    String line(JsonNode login, JsonNode challenge, JsonNode delivery) {
        return layout.line(List.of(
                login.at("/clickedAt").asString("-".repeat(TO)).substring(FROM, TO),
                challenge.at("/reference").asString("-"),
                delivery.at("/channel").asString("-"),
                delivery.at("/destination").asString("-"),
                delivery.at("/status").asString("-"),
                String.format(Locale.ROOT, "%.2f", total(delivery) / MILLIS),
                bar(delivery),
                login.at("/verdict/code").asString("")));
    }

    private static double total(JsonNode delivery) {
        return STAGES.stream().mapToLong(stage -> millis(delivery, stage)).sum();
    }

    /** Every stage that took any time has its place by where it ends, so that rounding loses none of the whole. */
    private String bar(JsonNode delivery) {
        double total = total(delivery);
        var bar = new StringBuilder();
        long until = 0;
        for (String stage : STAGES) {
            until += millis(delivery, stage);
            while (total > 0 && bar.length() < Math.round(layout.bar() * until / total)) {
                bar.append(stage.charAt(0));
            }
        }
        return bar.toString();
    }

    private static long millis(JsonNode delivery, String stage) {
        return delivery.at("/stages/" + stage).asLong(0);
    }
}
