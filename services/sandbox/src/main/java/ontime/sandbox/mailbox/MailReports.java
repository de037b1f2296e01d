package ontime.sandbox.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Objects;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.carrier.topic.MailEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How it is told what became of a mail: by a notification, as Amazon SES does, or by a mail that comes back, as all
 * others do, who say nothing of what arrived unless somebody complains.
 */
public final class MailReports {

    private static final Logger LOG = LoggerFactory.getLogger(MailReports.class);

    private final Conditions conditions;
    private final @Nullable BounceBox bounces;
    private final @Nullable MailEvents events;

    /**
     * Reports by one way or the other.
     *
     * @param bounces where mails and complaints about them come back to; null when nobody looks, then they are lost
     * @param events null when nobody has subscribed to them
     */
    public MailReports(Conditions conditions, @Nullable BounceBox bounces, @Nullable MailEvents events) {
        this.conditions = conditions;
        this.bounces = bounces;
        this.events = events;
    }

    /**
     * A mail of which there is something to tell.
     *
     * @param taken when we took it
     */
    record Sent(MimeMessage mail, String to, Instant taken) {

        MailEvents.Mail named() throws MessagingException {
            return new MailEvents.Mail(Objects.requireNonNullElse(mail.getMessageID(), "<none>"), to, taken);
        }
    }

    void arrived(Sent sent, Instant at) {
        var subscribed = subscribed();
        if (subscribed != null) {
            tell(() -> subscribed.delivered(sent.named(), at));
        }
    }

    void complained(Sent sent, Instant at) {
        var subscribed = subscribed();
        if (subscribed != null) {
            tell(() -> subscribed.complained(sent.named(), at));
        } else if (bounces != null) {
            tell(() -> bounces.add(Complaint.of(sent.mail, sent.to, sent.taken, at)));
        }
    }

    void bounced(Sent sent, Instant at) {
        var subscribed = subscribed();
        if (subscribed != null) {
            tell(() -> subscribed.bounced(sent.named(), at));
        } else if (bounces != null) {
            tell(() -> bounces.add(Bounce.of(sent.mail, sent.to, at)));
        }
    }

    private @Nullable MailEvents subscribed() {
        return conditions.in(null).notifications() ? events : null;
    }

    @FunctionalInterface
    private interface Telling {
        void tell() throws MessagingException;
    }

    private static void tell(Telling telling) {
        try {
            telling.tell();
        } catch (MessagingException e) {
            LOG.warn(
                    "it could not be told what became of a mail: {}",
                    e.getClass().getSimpleName());
        }
    }
}
