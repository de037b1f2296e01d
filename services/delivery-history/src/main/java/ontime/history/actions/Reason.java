package ontime.history.actions;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why somebody does something, in their own words. It is kept and logged, so whatever may be a number, an address or a
 * code is not in it any more.
 */
public record Reason(String text) {

    public static final int LONGEST = 300;

    /** Nobody types more by hand, and what nobody types is not searched for numbers. */
    private static final int LONGEST_READ = 1_000;

    private static final String HIDDEN = "•••";
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern BROKEN_WORD = Pattern.compile("\\S*$");
    private static final Pattern ADDRESS = Pattern.compile("\\S*[@＠﹫]\\S*");

    /**
     * Four digits tell which number is meant, as everywhere; five are the shortest that a code may be. Whatever is no
     * letter may stand between them: a no-break space, a dash, a bracket, an apostrophe, a mark that nobody sees.
     */
    private static final Pattern NUMBER =
            Pattern.compile("\\+?\\p{N}(?:[\\p{Z}\\p{P}\\p{S}\\p{M}\\p{Cf}\\s]*+\\p{N}){4,}+");

    /** Empty when nothing was said. */
    public static Optional<Reason> of(String typed) {
        var line = UNFIT.matcher(beginning(typed)).replaceAll(" ").strip();
        var harmless = NUMBER.matcher(ADDRESS.matcher(line).replaceAll(HIDDEN)).replaceAll(HIDDEN);
        return harmless.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(harmless.substring(0, Math.min(harmless.length(), LONGEST))));
    }

    /** The word at the cut may be half of an address. */
    private static String beginning(String typed) {
        return typed.length() <= LONGEST_READ
                ? typed
                : BROKEN_WORD.matcher(typed.substring(0, LONGEST_READ)).replaceFirst(HIDDEN);
    }
}
