package ontime.history.console;

import static java.util.function.Predicate.not;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Cursor;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page of recent and found logins shows.
 *
 * @param from as the form's field wants it, as is {@code to}
 * @param file address of the same as a table for spreadsheets; null where there is none
 * @param older address of the next page; null at the end
 * @param more whether there are more than are shown, and no address leads to them
 */
record SearchPage(
        SearchForm form,
        @Nullable String from,
        @Nullable String to,
        List<Hit> hits,
        @Nullable String file,
        @Nullable String older,
        boolean more) {

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
            String ago,
            String severity,
            String code,
            String verdict,
            @Nullable String reference,
            @Nullable String message,
            @Nullable String status,
            @Nullable String state) {

        static Hit of(Login login, Verdict verdict, Instant now) {
            var newest = login.newest();
            var delivery =
                    newest.map(Challenge::deliveries).filter(not(List::isEmpty)).map(List::getLast);
            return new Hit(
                    login.loginId(),
                    login.userId(),
                    login.tenant(),
                    Words.Time.of(login.clickedAt()),
                    Words.ago(login.clickedAt(), now),
                    verdict.severity().name().toLowerCase(Locale.ROOT),
                    verdict.code().name(),
                    verdict.text(),
                    newest.map(Challenge::reference).orElse(null),
                    delivery.map(one -> Words.message(one.channel(), one.destination()))
                            .orElse(null),
                    delivery.map(one -> Words.spoken(one.status().told())).orElse(null),
                    delivery.map(Delivery::status)
                            .map(status -> status.told().name().toLowerCase(Locale.ROOT))
                            .orElse(null));
        }
    }

    static SearchPage of(SearchForm form, List<Hit> hits, @Nullable Position next) {
        return new SearchPage(
                form,
                SearchForm.field(form.from()),
                SearchForm.field(form.to()),
                hits,
                address("/v1/logins.csv", form, form.after()),
                Optional.ofNullable(next)
                        .map(position -> address("/", form, position))
                        .orElse(null),
                false);
    }

    static SearchPage ofDelays(SearchForm form, List<Hit> hits, boolean more) {
        return new SearchPage(form, SearchForm.field(form.from()), SearchForm.field(form.to()), hits, null, null, more);
    }

    private static String address(String path, SearchForm form, @Nullable Position after) {
        var address = UriComponentsBuilder.fromPath(path);
        add(address, "q", form.query().isEmpty() ? null : form.query());
        add(address, "channel", form.channel());
        add(address, "status", form.status());
        add(address, "from", form.from());
        add(address, "to", form.to());
        add(address, "cursor", after == null ? null : Cursor.write(after));
        return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            // As a variable: what a value holds is never read as part of the address.
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }
}
