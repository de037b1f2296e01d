package ontime.sandbox.tail;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A delivery as a line. Its seconds are drawn as a bar in which each stage has its letter. */
final class StageBar {

    static final String LEGEND =
            "i issue  q queue  h hold  p provider  c carrier; a letter is a 24th of the time, the person's own left out";

    private static final int LETTERS = 24;
    private static final int MILLIS = 1_000;
    private static final List<String> STAGES = List.of("issue", "queue", "hold", "provider", "carrier");

    /** Where hours, minutes and seconds stand in an instant. */
    private static final int FROM = "2026-01-01T".length();

    private static final int TO = "2026-01-01T00:00:00".length();

    private StageBar() {}

    static String line(JsonNode login, JsonNode challenge, JsonNode delivery) {
        return String.format(
                Locale.ROOT,
                "%s  %-2s  %-5s  %-22s  %-9s  %8.2f s  %-24s  %s",
                login.at("/clickedAt").asString("-".repeat(TO)).substring(FROM, TO),
                challenge.at("/reference").asString("-"),
                delivery.at("/channel").asString("-"),
                delivery.at("/destination").asString("-"),
                delivery.at("/status").asString("-"),
                total(delivery) / MILLIS,
                bar(delivery),
                login.at("/verdict/code").asString(""));
    }

    private static double total(JsonNode delivery) {
        return STAGES.stream().mapToLong(stage -> millis(delivery, stage)).sum();
    }

    /** Every stage that took any time has its place by where it ends, so that rounding loses none of the whole. */
    private static String bar(JsonNode delivery) {
        double total = total(delivery);
        var bar = new StringBuilder();
        long until = 0;
        for (String stage : STAGES) {
            until += millis(delivery, stage);
            while (total > 0 && bar.length() < Math.round(LETTERS * until / total)) {
                bar.append(stage.charAt(0));
            }
        }
        return bar.toString();
    }

    private static long millis(JsonNode delivery, String stage) {
        return delivery.at("/stages/" + stage).asLong(0);
    }
}
