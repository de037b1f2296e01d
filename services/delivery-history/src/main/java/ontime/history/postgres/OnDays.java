package ontime.history.postgres;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * That something was on one of some days (UTC), written out in the statement. Only by what stands there itself the
 * planner leaves the tables of other days out before it looks at them, and a plan that it keeps for later has none of
 * them either.
 */
final class OnDays {

    private OnDays() {}

    /** The days that follow one another are one condition. */
    static String condition(String column, Collection<LocalDate> days) {
        return runs(days).stream()
                .map(run -> column + " >= " + midnight(run.first) + " AND " + column + " < "
                        + midnight(run.last.plusDays(1)))
                .collect(joining(" OR ", "(", ")"));
    }

    private record Run(LocalDate first, LocalDate last) {}

    private static List<Run> runs(Collection<LocalDate> days) {
        var runs = new ArrayList<Run>();
        for (var day : days.stream().distinct().sorted().toList()) {
            if (!runs.isEmpty() && runs.getLast().last.plusDays(1).equals(day)) {
                runs.add(new Run(runs.removeLast().first, day));
            } else {
                runs.add(new Run(day, day));
            }
        }
        return runs;
    }

    /** Java puts a sign before years of five digits, which PostgreSQL does not read. */
    private static String midnight(LocalDate day) {
        return String.format(
                Locale.ROOT,
                "TIMESTAMPTZ '%04d-%02d-%02d 00:00:00Z'",
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth());
    }
}
