package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a login that is not there.
 *
 * @param made when it was made, where its name tells; null where it does not
 * @param kept for how long the history is kept, in words
 * @param deleted whether it is older than that
 */
record MissingPage(
        String loginId, Words.@Nullable Time made, @Nullable String ago, String kept, boolean deleted) {

    static MissingPage of(String loginId, Duration retention, Instant now) {
        var kept = retention.toDays() + " days";
        var made = NameOfLogin.madeAt(loginId).filter(at -> !at.isAfter(now)).orElse(null);
        return made == null
                ? new MissingPage(loginId, null, null, kept, false)
                : new MissingPage(
                        loginId,
                        Words.Time.of(made),
                        Words.ago(made, now),
                        kept,
                        made.plus(retention).isBefore(now));
    }
}
