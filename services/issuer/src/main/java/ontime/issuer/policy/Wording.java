package ontime.issuer.policy;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What messages say and who they come from.
 *
 * @param origin the site that a code is for, when the request names none
 * @param zone in which people are told the time of their click
 * @param languages that messages are written in; the first serves everybody who asks for another one
 * @param senders alphanumeric sender of an SMS by the number's country (ISO 3166-1 alpha-2); where none is named, the
 *     route's own. 1 to 11 letters, digits or, between them, hyphens, with at least one letter, as SNS takes them
 * @param templates by language tag (BCP 47), in place of our own
 */
public record Wording(
        Origin origin,
        ZoneId zone,
        List<Locale> languages,
        Map<String, String> senders,
        Map<String, Template> templates) {

    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    private static final Pattern SENDER = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9-]{0,9}[A-Za-z0-9])?");

    public Wording {
        languages = List.copyOf(languages);
        senders = Map.copyOf(senders);
        templates = Map.copyOf(templates);
        Rule.require(!languages.isEmpty(), "wording.languages", "must name a language");
        Rule.require(
                COUNTRIES.containsAll(senders.keySet()),
                "wording.senders",
                "must be named by countries (ISO 3166-1 alpha-2)");
        Rule.require(
                senders.values().stream()
                        .allMatch(sender -> SENDER.matcher(sender).matches()),
                "wording.senders",
                "must be 1 to 11 letters, digits or hyphens, with at least one letter");
    }

    static Wording defaults() {
        return new Wording(
                new Origin("login.example.com"),
                ZoneId.of("Europe/London"),
                List.of(Locale.ENGLISH),
                Map.of(),
                Map.of());
    }

    /** The language for a person who asks for one: the nearest that there is (RFC 4647 section 3.4), or the first. */
    public Locale language(@Nullable Locale asked) {
        Locale found = asked == null ? null : Locale.lookup(ranges(asked), languages);
        return found == null ? languages.getFirst() : found;
    }

    /** The tenant's own template for a language; null when it has none and ours serves. */
    public @Nullable Template template(Locale language) {
        if (templates.isEmpty()) {
            return null;
        }
        String tag = Locale.lookupTag(ranges(language), templates.keySet());
        return tag == null ? null : templates.get(tag);
    }

    private static List<LanguageRange> ranges(Locale language) {
        return List.of(new LanguageRange(language.toLanguageTag()));
    }

    /**
     * What a message says in one language, as ICU message patterns. They know {@code {code}}, {@code {reference}},
     * {@code {time}} of the click, {@code {origin}}, and {@code {minutes}} that the code holds from then on.
     *
     * @param sms text of an SMS, without the last line that phones fill in by themselves
     * @param subject of a mail; without the code, because mail servers log subjects
     * @param mail text of a mail, its paragraphs divided by empty lines; its HTML is made of it
     */
    public record Template(String sms, String subject, String mail) {

        public Template {
            sms = withPlainLineEnds(sms);
            subject = withPlainLineEnds(subject);
            mail = withPlainLineEnds(mail);
        }

        private static String withPlainLineEnds(String text) {
            return text.replaceAll("\\r\\n?", "\n");
        }
    }
}
