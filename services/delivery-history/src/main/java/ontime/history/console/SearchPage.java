package ontime.history.console;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Locale;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.verdict.PlainWords;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the page of recent and found logins shows.
 *
 * @param looksLikeDestination the words searched for are a number or an address, by which nobody can search yet
 */
record SearchPage(String query, boolean looksLikeDestination, List<Hit> hits) {

    /**
     * One login.
     *
     * @param reference of the newest code, like the message; null when none was made
     */
    record Hit(
            String loginId,
            String userId,
            String tenant,
            Words.Time clicked,
            String severity,
            String verdict,
            @Nullable String reference,
            @Nullable String message) {

        static Hit of(Login login, Verdict verdict) {
            var newest = login.newest();
            return new Hit(
                    login.loginId(),
                    login.userId(),
                    login.tenant(),
                    Words.Time.of(login.clickedAt()),
                    verdict.severity().name().toLowerCase(Locale.ROOT),
                    verdict.text(),
                    newest.map(Challenge::reference).orElse(null),
                    newest.map(Challenge::deliveries)
                            .filter(not(List::isEmpty))
                            .map(deliveries -> message(deliveries.getLast()))
                            .orElse(null));
        }

        private static String message(Delivery delivery) {
            return PlainWords.of(delivery.channel())
                    + (delivery.destination() == null ? "" : " to " + delivery.destination());
        }
    }
}
