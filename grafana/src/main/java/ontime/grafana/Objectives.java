package ontime.grafana;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is promised of how many codes, and when it is time to say that it is not kept.
 *
 * @param budget the time within which so many promises may be broken, as Prometheus writes it
 * @param runbook where each alert has a section of its own
 */
record Objectives(List<Objective> slos, List<Burn> burns, String budget, String runbook) {

    /**
     * One promise.
     *
     * @param name as the label {@code promise} has it
     * @param alert what the names of its alerts begin with; its section in the runbook is called so
     * @param objective of how many in a hundred it is to be kept
     */
    record Objective(String name, String alert, String promise, String within, BigDecimal objective) {

        Objective {
            if (objective.signum() <= 0 || objective.compareTo(BigDecimal.valueOf(100)) >= 0) {
                throw new IllegalArgumentException("the objective of " + name + " is between 0 and 100");
            }
        }

        /** The share that may be broken. */
        BigDecimal allowed() {
            return BigDecimal.valueOf(100).subtract(objective).movePointLeft(2).stripTrailingZeros();
        }
    }

    /**
     * An alert of each promise: its budget is used up so many times as fast as it may be, in a long window, and in a
     * short one still.
     *
     * @param least fewer broken promises in the long window say nothing
     */
    record Burn(String speed, BigDecimal rate, String longer, String shorter, String severity, int least) {}

    static Objectives read(Path file) throws IOException {
        var root = Node.read(file);
        return new Objectives(
                root.nodes("slos").stream()
                        .map(slo -> new Objective(
                                slo.text("name"),
                                slo.text("alert"),
                                slo.text("promise"),
                                slo.text("within"),
                                new BigDecimal(slo.text("objective"))))
                        .toList(),
                root.nodes("burns").stream()
                        .map(burn -> new Burn(
                                burn.text("speed"),
                                new BigDecimal(burn.text("rate")),
                                burn.text("long"),
                                burn.text("short"),
                                burn.text("severity"),
                                (int) burn.number("least")))
                        .toList(),
                root.text("budget"),
                root.text("runbook"));
    }

    /** All windows that are asked for, each once. */
    List<String> windows() {
        return List.copyOf(new TreeSet<>(Stream.concat(
                        burns.stream().flatMap(burn -> Stream.of(burn.longer(), burn.shorter())), Stream.of(budget))
                .toList()));
    }

    /** The part of the runbook that is about this alert, as a link. */
    String section(String heading) {
        return runbook + "#" + heading.toLowerCase(Locale.ROOT);
    }
}
