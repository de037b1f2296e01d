package ontime.issuer.message;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ontime.issuer.policy.Wording;
import ontime.issuer.policy.Wording.Template;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;

/**
 * Writes what a person reads where codes went until a contact, or another way to log in, was changed. It names neither
 * the destination, which they know, nor what is new, which is not theirs to know if it was not they who changed it.
 */
public final class ChangeWriter {

    private final Phrasing phrasing;
    private final OurTemplates ours;
    private final ClickTime times = new ClickTime();

    public ChangeWriter(Phrasing phrasing, OurTemplates ours) {
        this.phrasing = phrasing;
        this.ours = ours;
    }

    /**
     * Writes a message in our words; tenants have none of their own for this.
     *
     * @param changedAt when it was, as exactly as is known
     */
    public Message write(Destination to, AccountChange change, Instant changedAt, Locale asked, Wording wording) {
        Template known = ours.find(change, asked);
        Locale language = known == null ? Locale.ENGLISH : asked;
        Template template = known == null ? ours.english(change) : known;
        var values = Map.of(
                Placeholder.TIME, times.in(language, changedAt, wording.zone()),
                Placeholder.ORIGIN, wording.origin().host());
        return switch (to) {
            case Destination.PhoneNumber phone ->
                new Message(
                        phone.e164(),
                        wording.senders().get(phone.country()),
                        null,
                        MessageWriter.smsText(phrase(template.sms(), language), values),
                        null);
            case Destination.EmailAddress mail -> mail(mail.address(), template, language, values);
        };
    }

    private Message mail(String address, Template template, Locale language, Map<Placeholder, String> values) {
        String subject = MessageWriter.text(phrase(template.subject(), language), values);
        List<Piece> text = phrase(template.mail(), language);
        boolean rightToLeft = phrasing.isRightToLeft(language);
        return new Message(
                address,
                null,
                subject,
                MessageWriter.mailText(text, values, rightToLeft),
                new MailPage(language, rightToLeft, values).write(subject, text));
    }

    /** No minutes are told in it. */
    private List<Piece> phrase(String pattern, Locale language) {
        return phrasing.phrase(pattern, language, 1);
    }
}
