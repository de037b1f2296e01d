package ontime.bench.report;

import java.util.Locale;

/**
 * What a figure ought to be, beside what it is.
 *
 * @param what the figure means, with its unit
 * @param bound that it is held against
 * @param atLeast whether the bound is the smallest good figure, not the largest
 * @param got what was measured; not finite when it never came to an end
 */
public record Goal(String what, double bound, boolean atLeast, double got) {

    public static Goal atLeast(String what, double bound, double got) {
        return new Goal(what, bound, true, got);
    }

    public static Goal atMost(String what, double bound, double got) {
        return new Goal(what, bound, false, got);
    }

    public boolean isMet() {
        return atLeast ? got >= bound : got <= bound;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-7s %s: %s (goal: %s %s)",
                isMet() ? "met" : "MISSED",
                what,
                Table.number(got),
                atLeast ? "at least" : "at most",
                Table.number(bound));
    }
}
