package ontime.issuer.icu;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.Notice;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.message.Segments;
import ontime.issuer.policy.Origin;
import ontime.issuer.policy.Wording;
import ontime.issuer.policy.Wording.Template;
import ontime.issuer.routing.Destination;

/** Writes the longest SMS that a wording leads to, and counts what is paid for it. */
final class SmsLength {

    /** What SNS takes as one message. */
    private static final int LONGEST = 1600;

    private static final Destination ANYBODY = new Destination.PhoneNumber("+447700900000", 44, "GB");

    /** Late on a day, where hours have two digits in every language, with and without summer time. */
    private static final Instant WINTER = Instant.parse("2026-01-31T22:22:22Z");

    private static final Instant SUMMER = Instant.parse("2026-07-31T22:22:22Z");

    /** The longest that a policy may ask for. */
    private static final String CODE = "0".repeat(10);

    private final MessageWriter writer;
    private final OurTemplates ours;
    private final Wording wording;

    SmsLength(MessageWriter writer, OurTemplates ours, Wording wording) {
        this.writer = writer;
        this.ours = ours;
        this.wording = wording;
    }

    void check(Locale language, Report report) {
        if (isOursInGsm7(language)) {
            // It fits one part wherever it goes; its test holds that.
            return;
        }
        String field = "wording.languages";
        String what = language.toLanguageTag() + ": an SMS ";
        String longest = longest(language, new Origin("x".repeat(Origin.LONGEST)));
        if (longest.length() > LONGEST) {
            report.problem(field, what + "may become longer than " + LONGEST + " characters");
            return;
        }
        String usual = longest(language, wording.origin());
        var segments = Segments.of(usual);
        if (segments.parts() > 1) {
            report.warning(
                    field,
                    what + "may be paid for as " + segments.parts() + " parts: " + segments.units() + " characters of "
                            + segments.alphabet().alone() + reason(usual, segments.alphabet()));
        }
    }

    private boolean isOursInGsm7(Locale language) {
        Template template = ours.find(language);
        return wording.template(language) == null
                && template != null
                && Segments.of(template.sms()).alphabet() == Segments.Alphabet.GSM_7;
    }

    private static String reason(String text, Segments.Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7 -> "";
            case UCS_2 ->
                ", because GSM-7 does not have "
                        + text.codePoints()
                                .filter(character -> !Segments.isGsm7(character))
                                .distinct()
                                .limit(5)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining(" "));
        };
    }

    private String longest(Locale language, Origin origin) {
        return IntStream.rangeClosed(1, Notice.MOST_MINUTES)
                .boxed()
                .flatMap(minutes -> Stream.of(WINTER, SUMMER).map(clicked -> sms(language, origin, minutes, clicked)))
                .max(Comparator.comparingInt((String text) -> Segments.of(text).parts())
                        .thenComparingInt(text -> Segments.of(text).units()))
                .orElseThrow();
    }

    private String sms(Locale language, Origin origin, int minutes, Instant clicked) {
        var notice = new Notice(CODE, "K7", clicked, Duration.ofMinutes(minutes), origin, language);
        return writer.write(ANYBODY, notice, wording).text();
    }
}
