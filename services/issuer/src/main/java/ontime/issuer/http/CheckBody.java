package ontime.issuer.http;

import org.jspecify.annotations.Nullable;

/** The body of a check: what somebody typed. */
record CheckBody(@Nullable String code) {

    private static final int LONGEST = 64;

    /** What was typed, without the blanks that people put between digits. */
    String digits() {
        if (code == null || code.isBlank() || code.length() > LONGEST) {
            throw Refusal.malformed("code", "must be 1 to " + LONGEST + " characters");
        }
        return code.replaceAll("\\s", "");
    }

    @Override
    public String toString() {
        return "CheckBody[secret]";
    }
}
