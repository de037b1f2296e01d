package ontime.history.audit;

import java.util.regex.Pattern;

/**
 * What may be kept of something that a person typed. They may type a whole number, an address, or the code itself into
 * whatever field there is; of none of these so much is left that it could be used.
 */
public final class Masked {

    private static final String HIDDEN = "•••";
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9]{2}");
    private static final Pattern LAST_DIGITS = Pattern.compile("[0-9]{4}");
    private static final Pattern NUMBER = Pattern.compile("[+(]?[\\p{Nd}\\p{Punct}\\p{Z}]+");

    /** A code is never this long: what is longer ends in the digits that are shown of a number everywhere. */
    private static final int DIGITS_OF_A_NUMBER = 11;

    private static final int SHOWN_DIGITS = 4;
    private static final int SHOWN_LETTERS = 2;

    private Masked() {}

    /** The kind of it, and what is left of it. */
    public static String text(String typed) {
        var text = typed.strip();
        if (REFERENCE.matcher(text).matches()) {
            return "reference " + text;
        }
        if (LAST_DIGITS.matcher(text).matches()) {
            return "last digits " + text;
        }
        if (text.indexOf('@') >= 0) {
            return "email " + HIDDEN + "@" + HIDDEN;
        }
        if (NUMBER.matcher(text).matches()) {
            return "number " + number(text);
        }
        return "text " + beginning(text) + HIDDEN;
    }

    private static String number(String text) {
        var digits = text.codePoints().filter(Character::isDigit).toArray();
        if (digits.length < DIGITS_OF_A_NUMBER) {
            return HIDDEN;
        }
        return HIDDEN + new String(digits, digits.length - SHOWN_DIGITS, SHOWN_DIGITS);
    }

    /** Digits stay hidden: "u7" may begin an identifier, and "12" a code. */
    private static String beginning(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(SHOWN_LETTERS).takeWhile(Character::isLetter).forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
