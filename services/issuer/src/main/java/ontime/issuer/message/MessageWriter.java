package ontime.issuer.message;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import ontime.issuer.policy.Origin;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;

/**
 * Writes what the person reads: the code, the reference that the login page shows too, and the time of the click, so
 * that nobody types the code of another login.
 *
 * <p>An SMS ends in the line that phones fill in by themselves and only on the right site (WICG, "Origin-bound one-time
 * codes delivered via SMS"). It has nothing outside GSM-7 and fits one segment.
 */
public final class MessageWriter {

    private static final DateTimeFormatter TIME_OF_CLICK = DateTimeFormatter.ofPattern("HH:mm:ss z", Locale.UK);

    private MessageWriter() {}

    /**
     * Writes a message.
     *
     * @param zone in which the person is told the time of the click
     * @param origin the site that the code is for
     */
    public static Message write(
            Destination destination, String code, String reference, Instant clickedAt, ZoneId zone, Origin origin) {
        String time = TIME_OF_CLICK.format(clickedAt.atZone(zone));
        return switch (destination) {
            case Destination.PhoneNumber phone ->
                new Message(phone.e164(), null, null, sms(code, reference, time, origin), null);
            case Destination.EmailAddress mail ->
                new Message(
                        mail.address(),
                        null,
                        // Mail servers log subjects: the code is not in it.
                        "Your login code (" + reference + ")",
                        text(code, reference, time, origin),
                        html(code, reference, time, origin));
        };
    }

    private static String sms(String code, String reference, String time, Origin origin) {
        return """
                %s is your login code (code %s, login at %s). Never share it.

                @%s #%s""".formatted(code, reference, time, origin, code);
    }

    private static String text(String code, String reference, String time, Origin origin) {
        return """
                %s is your login code for %s.

                It is code %s, for the login at %s. If the login page shows another reference, use the newer mail.
                Never share it. If you did not try to log in, somebody else knows your password: change it.
                """.formatted(code, origin, reference, time);
    }

    private static String html(String code, String reference, String time, Origin origin) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="color-scheme" content="light dark">
                <meta name="supported-color-schemes" content="light dark">
                <title>Your login code</title>
                </head>
                <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:34em;margin:2em auto;padding:0 1em">
                <p>Your login code for %s:</p>
                <p style="font-size:2em;letter-spacing:.15em"><strong>%s</strong></p>
                <p>It is code <strong>%s</strong>, for the login at %s. If the login page shows another reference, use the
                newer mail.</p>
                <p>Never share it. If you did not try to log in, somebody else knows your password: change it.</p>
                </body>
                </html>
                """.formatted(origin, code, reference, time);
    }
}
