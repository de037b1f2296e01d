package ontime.history.actions;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why somebody does something, in their own words. It is kept and logged, so whatever may be a number, an address or a
 * code is not in it any more.
 */
public record Reason(String text) {

    public static final int LONGEST = 300;

    private static final String HIDDEN = "•••";
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*");

    /** Four digits tell which number is meant, as everywhere; five are the shortest that a code may be. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\p{Nd}(?:[\\s().,/_-]*\\p{Nd}){4,}");

    /** Empty when nothing was said. */
    public static Optional<Reason> of(String typed) {
        var line = UNFIT.matcher(typed).replaceAll(" ").strip();
        var harmless = NUMBER.matcher(ADDRESS.matcher(line).replaceAll(HIDDEN)).replaceAll(HIDDEN);
        return harmless.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(harmless.substring(0, Math.min(harmless.length(), LONGEST))));
    }
}
