package ontime.issuer.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import ontime.issuer.policy.Wording;
import ontime.issuer.policy.Wording.Template;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;

/**
 * Writes what the person reads: the code, the reference that the login page shows too, and the time of the click, so
 * that nobody types the code of another login.
 *
 * <p>An SMS ends in the line that phones fill in by themselves and only on the right site (WICG, "Origin-bound one-time
 * codes delivered via SMS"), whatever the template says.
 *
 * <p>In languages that are written from right to left, values in the text of a mail are isolated (Unicode UAX 9), so
 * that they keep their order. In an SMS they are not: old phones show the isolates as boxes, and each costs a character
 * of 70. Nor is a code ever: being digits it keeps its order by itself, and marks that nobody sees would be copied
 * along with it and have it refused.
 */
public final class MessageWriter {

    private static final char ISOLATE = '\u2068';
    private static final char END_OF_ISOLATE = '\u2069';

    private final Phrasing phrasing;
    private final OurTemplates ours;
    private final ClickTime times = new ClickTime();

    public MessageWriter(Phrasing phrasing, OurTemplates ours) {
        this.phrasing = phrasing;
        this.ours = ours;
    }

    /** Writes a message in the words of a tenant, or in ours. */
    public Message write(Destination to, Notice notice, Wording wording) {
        Template template = wording.template(notice.language());
        Locale language = notice.language();
        if (template == null) {
            template = ours.find(language);
        }
        if (template == null) {
            // The policy has lost a language while a code was on its way in it.
            template = ours.english();
            language = Locale.ENGLISH;
        }
        return write(to, notice, wording, new Words(template, language, true));
    }

    /**
     * Writes the message with the code that proves a contact, always in our words: those of a tenant speak of a login,
     * and whoever gets this may have no account anywhere. Nor is it a code that a phone is to fill in at a login.
     */
    public Message writeProof(Destination to, Notice notice, Wording wording) {
        Template known = ours.findProof(notice.language());
        return write(
                to,
                notice,
                wording,
                known == null
                        ? new Words(ours.englishProof(), Locale.ENGLISH, false)
                        : new Words(known, notice.language(), false));
    }

    /**
     * What a message is written by.
     *
     * @param fillsIn whether phones are to fill the code in by themselves
     */
    private record Words(Template template, Locale language, boolean fillsIn) {}

    private Message write(Destination to, Notice notice, Wording wording, Words words) {
        Locale language = words.language();
        var values = Map.of(
                Placeholder.CODE, notice.code(),
                Placeholder.REFERENCE, notice.reference(),
                Placeholder.TIME, times.in(language, notice.clickedAt(), wording.zone()),
                Placeholder.ORIGIN, notice.origin().host());
        return switch (to) {
            case Destination.PhoneNumber phone ->
                new Message(
                        phone.e164(),
                        wording.senders().get(phone.country()),
                        null,
                        sms(
                                phrasing.phrase(words.template().sms(), language, notice.minutes()),
                                values,
                                words.fillsIn()),
                        null);
            case Destination.EmailAddress mail ->
                mail(mail.address(), words.template(), language, notice.minutes(), values);
        };
    }

    private static String sms(List<Piece> text, Map<Placeholder, String> values, boolean fillsIn) {
        String words = smsText(text, values);
        return fillsIn ? words + "\n\n@" + values.get(Placeholder.ORIGIN) + " #" + values.get(Placeholder.CODE) : words;
    }

    /** An SMS without the last line that phones fill in. */
    static String smsText(List<Piece> text, Map<Placeholder, String> values) {
        // Languages write some blanks in a way that GSM-7 does not know, which would halve the SMS.
        String words = filled(
                text,
                values,
                (placeholder, value) -> value.replace('\u00a0', ' ').replace('\u202f', ' '));
        return words.strip();
    }

    private Message mail(
            String address, Template template, Locale language, int minutes, Map<Placeholder, String> values) {
        boolean rightToLeft = phrasing.isRightToLeft(language);
        String subject = text(phrasing.phrase(template.subject(), language, minutes), values);
        List<Piece> text = phrasing.phrase(template.mail(), language, minutes);
        String html = new MailPage(language, rightToLeft, values).write(subject, text);
        return new Message(address, null, subject, mailText(text, values, rightToLeft), html);
    }

    /** A mail as plain text. */
    static String mailText(List<Piece> text, Map<Placeholder, String> values, boolean rightToLeft) {
        String plain = filled(text, values, rightToLeft ? MessageWriter::isolated : (placeholder, value) -> value);
        return plain.strip() + "\n";
    }

    static String text(List<Piece> text, Map<Placeholder, String> values) {
        return filled(text, values, (placeholder, value) -> value);
    }

    private static String isolated(Placeholder placeholder, String value) {
        return switch (placeholder) {
            case CODE -> value;
            case REFERENCE, TIME, ORIGIN -> ISOLATE + value + END_OF_ISOLATE;
        };
    }

    private static String filled(
            List<Piece> pieces, Map<Placeholder, String> values, BiFunction<Placeholder, String, String> each) {
        return pieces.stream()
                .map(piece -> switch (piece) {
                    case Piece.Words words -> words.text();
                    case Piece.Value(var placeholder) -> each.apply(placeholder, values.getOrDefault(placeholder, ""));
                })
                .collect(Collectors.joining());
    }
}
