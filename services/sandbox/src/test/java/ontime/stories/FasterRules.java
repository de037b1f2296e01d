package ontime.stories;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of this repository, with every window, offset and waiting time in them shorter by one and the same factor.
 */
final class FasterRules {

    /** A minute of the rules is a second of the test. */
    static final int FACTOR = 60;

    private static final Pattern DURATION = Pattern.compile("(\\[|\\boffset |\\bfor: )(\\d+)([smhd])(?=]|\\s|\\)|$)");

    private static final Map<String, Long> MILLIS =
            Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private FasterRules() {}

    static String of(String rules) {
        return DURATION.matcher(rules)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + millis(found.group(2) + found.group(3)) / FACTOR + "ms"));
    }

    /** A duration as Prometheus writes it, of one unit. */
    static long millis(String duration) {
        var unit = duration.substring(duration.length() - 1);
        return Long.parseLong(duration.substring(0, duration.length() - 1)) * Objects.requireNonNull(MILLIS.get(unit));
    }
}
