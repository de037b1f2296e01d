package ontime.sandbox.carrier.topic;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Amazon SES tells of a mail (Amazon SES Developer Guide, "Amazon SNS notification contents for Amazon SES"), with
 * the original headers switched on: SES names a mail by an identifier of its own.
 */
public final class MailEvents {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final Consumer<String> topic;
    private final Supplier<UUID> ids;

    /** @param topic takes each event, as JSON */
    public MailEvents(Consumer<String> topic, Supplier<UUID> ids) {
        this.topic = topic;
        this.ids = ids;
    }

    /**
     * A mail that was sent.
     *
     * @param messageId of its own header
     * @param at when it was taken
     */
    public record Mail(String messageId, String to, Instant at) {
        /** The address must not end up in a log. */
        @Override
        public String toString() {
            return "Mail";
        }
    }

    /** The recipient's server took it. */
    public void delivered(Mail mail, Instant at) {
        publish(
                "Delivery",
                mail,
                "delivery",
                Map.of(
                        "timestamp",
                        MILLISECONDS.format(at),
                        "processingTimeMillis",
                        at.toEpochMilli() - mail.at.toEpochMilli(),
                        "recipients",
                        List.of(mail.to),
                        "smtpResponse",
                        "250 2.0.0 Ok",
                        "reportingMTA",
                        "a8-70.smtp-out.amazonses.com"));
    }

    /** Nobody has that address. */
    public void bounced(Mail mail, Instant at) {
        publish(
                "Bounce",
                mail,
                "bounce",
                Map.of(
                        "bounceType",
                        "Permanent",
                        "bounceSubType",
                        "NoEmail",
                        "bouncedRecipients",
                        List.of(Map.of(
                                "emailAddress", mail.to,
                                "action", "failed",
                                "status", "5.1.1",
                                "diagnosticCode", "smtp; 550 5.1.1 user unknown")),
                        "timestamp",
                        MILLISECONDS.format(at),
                        "feedbackId",
                        ids.get().toString(),
                        "reportingMTA",
                        "dsn; a8-70.smtp-out.amazonses.com"));
    }

    /** The person has said that it is spam. */
    public void complained(Mail mail, Instant at) {
        publish(
                "Complaint",
                mail,
                "complaint",
                Map.of(
                        "complainedRecipients", List.of(Map.of("emailAddress", mail.to)),
                        "complaintFeedbackType", "abuse",
                        "timestamp", MILLISECONDS.format(at),
                        "feedbackId", ids.get().toString()));
    }

    private void publish(String type, Mail mail, String field, Map<String, Object> content) {
        topic.accept(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "notificationType",
                        type,
                        field,
                        content,
                        "mail",
                        Map.of(
                                "timestamp", MILLISECONDS.format(mail.at),
                                "source", "login@example.com",
                                "messageId", ids.get().toString(),
                                "destination", List.of(mail.to),
                                "headersTruncated", false,
                                "headers", List.of(Map.of("name", "Message-ID", "value", mail.messageId)),
                                "commonHeaders", Map.of("messageId", mail.messageId)))));
    }
}
