package ontime.directory.user;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Languages as people name them (BCP 47). */
public final class Language {

    /** What RFC 5646 asks everybody to take. */
    public static final int LONGEST = 35;

    private Language() {}

    /** The tag in its usual spelling; empty when it is none. */
    public static Optional<String> read(String tag) {
        try {
            return tag.length() > LONGEST
                    ? Optional.empty()
                    : Optional.of(
                            new Locale.Builder().setLanguageTag(tag).build().toLanguageTag());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
