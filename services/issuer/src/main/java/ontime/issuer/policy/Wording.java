package ontime.issuer.policy;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What messages say and who they come from.
 *
 * @param origin the site that a code is for, when the request names none
 * @param zone in which people are told the time of their click
 * @param languages that messages are written in; the first serves everybody who asks for another one
 * @param senders alphanumeric sender of an SMS by the number's country (ISO 3166-1 alpha-2); where none is named, the
 *     route's own. 1 to 11 letters, digits, blanks or hyphens with at least one letter, as SNS takes them
 * @param templates by language tag (BCP 47), in place of our own
 */
public record Wording(
        Origin origin,
        ZoneId zone,
        List<Locale> languages,
        Map<String, String> senders,
        Map<String, Template> templates) {

    private static final Pattern SENDER =
            Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 -]{0,9}[A-Za-z0-9])?");

    public Wording {
        languages = List.copyOf(languages);
        senders = Map.copyOf(senders);
        templates = Map.copyOf(templates);
        Rule.require(!languages.isEmpty(), "wording.languages", "must name a language");
        Rule.require(
                senders.values().stream()
                        .allMatch(sender -> SENDER.matcher(sender).matches()),
                "wording.senders",
                "must be 1 to 11 letters, digits, blanks or hyphens, with at least one letter");
    }

    static Wording defaults() {
        return new Wording(
                new Origin("login.example.com"),
                ZoneId.of("Europe/London"),
                List.of(Locale.ENGLISH),
                Map.of(),
                Map.of());
    }

    /**
     * What a message says in one language, as an ICU message pattern.
     *
     * @param sms text of an SMS, without the last line that phones fill in by themselves
     * @param subject of a mail
     * @param mail text of a mail, its paragraphs divided by empty lines
     */
    public record Template(String sms, String subject, String mail) {}
}
