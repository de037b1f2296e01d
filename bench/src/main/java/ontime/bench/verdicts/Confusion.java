package ontime.bench.verdicts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ontime.bench.report.Table;

/** Which causes were taken for what. */
final class Confusion {

    /** Of one cause. */
    private static final class Row {
        private int played;
        private int named;
        private final Map<String, Integer> mistaken = new TreeMap<>();
    }

    private final Map<Cause, Row> rows = new EnumMap<>(Cause.class);
    private final Map<String, String> examples = new TreeMap<>();
    private int played;
    private int named;

    /**
     * Counts a login.
     *
     * @param spender who kept the code, as the verdict says it; empty when it does not
     */
    void add(Cause cause, Expected expected, String code, String spender, String loginId) {
        Row row = rows.computeIfAbsent(cause, one -> new Row());
        row.played++;
        played++;
        if (expected.isSaidBy(code, spender)) {
            row.named++;
            named++;
        } else {
            String mistake = expected + " taken for " + code + (spender.isEmpty() ? "" : "/" + spender);
            row.mistaken.merge(mistake, 1, Integer::sum);
            examples.putIfAbsent(cause + ": " + mistake, loginId);
        }
    }

    /** Per cent of all logins whose first verdict names the cause. */
    double share() {
        return played == 0 ? 0 : 100.0 * named / played;
    }

    /** The causes, the share that was named, and what the others were taken for. */
    Table table() {
        List<List<Object>> lines = new ArrayList<>();
        rows.forEach((cause, row) -> lines.add(List.of(
                cause.toString(),
                Integer.toString(row.played),
                100.0 * row.named / row.played,
                row.mistaken.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining("; ")))));
        return new Table(List.of("cause", "logins", "named %", "mistaken"), lines);
    }

    /** One login of each kind of mistake. */
    List<String> examples() {
        return examples.entrySet().stream()
                .map(entry -> entry.getKey() + ", for example " + entry.getValue())
                .toList();
    }
}
