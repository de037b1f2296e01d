package ontime.history.console;

import java.util.List;
import java.util.Locale;
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
            var deliveries = login.newest().deliveries();
            return new Hit(
                    login.loginId(),
                    login.userId(),
                    login.tenant(),
                    Words.Time.of(login.clickedAt()),
                    verdict.severity().name().toLowerCase(Locale.ROOT),
                    verdict.text(),
                    login.newest().reference(),
                    deliveries.isEmpty() ? null : message(deliveries.getLast()));
        }

        private static String message(Delivery delivery) {
            return PlainWords.of(delivery.channel())
                    + (delivery.destination() == null ? "" : " to " + delivery.destination());
        }
    }
}
