package ontime.history.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a login that is not there.
 *
 * @param made when it was made, where its name tells; null where it does not
 */
record MissingPage(
        String loginId, Words.@Nullable Time made, @Nullable String ago) {

    static MissingPage of(String loginId, Instant now) {
        var made = NameOfLogin.madeAt(loginId).filter(at -> !at.isAfter(now)).orElse(null);
        return made == null
                ? new MissingPage(loginId, null, null)
                : new MissingPage(loginId, Words.Time.of(made), Words.ago(made, now));
    }
}
