package ontime.issuer.message;

import java.util.List;
import java.util.Locale;

/** Knows the grammar of languages. */
public interface Phrasing {

    /**
     * Puts a pattern into words for a number of minutes.
     *
     * @param pattern an ICU message pattern with the argument {@code minutes} and those of {@link Placeholder}
     * @throws IllegalArgumentException when it is none
     */
    List<Piece> phrase(String pattern, Locale language, int minutes);

    boolean isRightToLeft(Locale language);
}
