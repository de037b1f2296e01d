package ontime.issuer.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a check: what somebody typed. */
record CheckBody(@Nullable String code) {

    private static final int LONGEST_INPUT = 64;
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s\\u00a0\\u202f\\p{Pd}]");

    /** No policy has codes of more digits. */
    private static final Pattern CODE = Pattern.compile("\\p{Nd}{1,10}");

    /**
     * The digits of what was typed, without the blanks and hyphens that people put between them, and in ASCII, whatever
     * the keyboard's digits are.
     *
     * @throws Refusal for what cannot be a code of any length: nobody has guessed, so it costs no attempt
     */
    String digits() {
        String digits = code == null || code.length() > LONGEST_INPUT
                ? ""
                : BETWEEN_DIGITS.matcher(code).replaceAll("");
        if (!CODE.matcher(digits).matches()) {
            throw Refusal.malformed("code", "must be 1 to 10 digits");
        }
        return digits.codePoints()
                .map(digit -> Character.forDigit(Character.digit(digit, 10), 10))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return "CheckBody[secret]";
    }
}
