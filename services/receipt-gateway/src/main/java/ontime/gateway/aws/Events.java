package ontime.gateway.aws;

import java.time.Instant;
import java.util.Optional;
import ontime.gateway.report.MailEvents;
import ontime.gateway.report.Meaning;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Network;
import ontime.gateway.report.Report;
import ontime.gateway.report.SmsLog;
import ontime.gateway.report.TextEvents;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The three kinds of events that AWS has for us. Which one it is shows in its fields, whatever way it came: SES and End
 * User Messaging publish to SNS and to Firehose alike.
 */
final class Events {

    /** As the SMS worker's receipts name it. */
    static final String SMS_PROVIDER = "sns";

    /** As the email worker's receipts name it, whether SES or another server relays. */
    static final String MAIL_PROVIDER = "smtp";

    /** For a mail whose own Message-ID the event does not show. */
    private static final String MAIL_API_PROVIDER = "ses";

    private Events() {}

    /**
     * Reads an event.
     *
     * @return empty for an event that tells nothing of an arrival
     * @throws UnreadableException when it is none that we know
     */
    static Optional<Report> read(JsonNode event) throws UnreadableException {
        var type = type(event);
        if (event.has("mail") && type != null) {
            return mail(event, type);
        }
        if (type != null && TextEvents.isOne(type)) {
            return text(event, type);
        }
        if (event.has("notification") && event.has("delivery")) {
            return Optional.of(smsLog(event));
        }
        throw new UnreadableException("no event that we know");
    }

    /** Events of SES have one of two names for it, by the way they were set up. */
    private static @Nullable String type(JsonNode event) {
        var type = Json.text(event, "/eventType");
        return type == null ? Json.text(event, "/notificationType") : type;
    }

    private static Optional<Report> mail(JsonNode event, String type) throws UnreadableException {
        return switch (type) {
            case "Delivery" -> mail(event, MailEvents.DELIVERY, "delivery", Times.iso(event, "/delivery/timestamp"));
            case "Bounce" -> bounce(event);
            case "Complaint" ->
                mail(event, MailEvents.COMPLAINT, "complaint", Times.iso(event, "/complaint/timestamp"));
            case "DeliveryDelay" -> {
                var delay = Json.required(event, "/deliveryDelay/delayType");
                yield mail(
                        event,
                        MailEvents.delay(delay),
                        MailEvents.delayDetail(delay),
                        Times.iso(event, "/deliveryDelay/timestamp"));
            }
            case "Reject" -> mail(event, MailEvents.REJECT, "rejected by SES", Times.iso(event, "/mail/timestamp"));
            case "Send", "Open", "Click", "Rendering Failure", "Subscription" -> Optional.empty();
            default -> throw new UnreadableException("no event of SES that we know");
        };
    }

    private static Optional<Report> bounce(JsonNode event) throws UnreadableException {
        var type = Json.required(event, "/bounce/bounceType");
        var subType = Json.required(event, "/bounce/bounceSubType");
        return mail(
                event,
                MailEvents.bounce(type, subType),
                MailEvents.detail(type, subType),
                Times.iso(event, "/bounce/timestamp"));
    }

    private static Optional<Report> mail(JsonNode event, Meaning meaning, String detail, Instant at)
            throws UnreadableException {
        return Optional.of(new Report(mailKey(event), meaning, detail, at, Network.UNTOLD));
    }

    /** SES gives a mail an identifier of its own, and shows ours among the headers that it came with. */
    private static MessageKey mailKey(JsonNode event) throws UnreadableException {
        var ours = Json.text(event, "/mail/commonHeaders/messageId");
        if (ours == null) {
            for (var header : event.at("/mail/headers")) {
                if ("Message-ID".equalsIgnoreCase(Json.text(header, "/name"))) {
                    ours = Json.text(header, "/value");
                }
            }
        }
        return ours == null
                ? key(MAIL_API_PROVIDER, Json.required(event, "/mail/messageId"))
                : key(MAIL_PROVIDER, ours);
    }

    private static Optional<Report> text(JsonNode event, String type) throws UnreadableException {
        var meaning = TextEvents.meaning(type);
        if (meaning.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Report(
                key(SMS_PROVIDER, Json.required(event, "/messageId")),
                meaning.get(),
                type,
                Times.ofEpoch(event, "/eventTimestamp"),
                Network.of(Json.text(event, "/carrierName"), Json.text(event, "/mcc"), Json.text(event, "/mnc"))));
    }

    private static Report smsLog(JsonNode event) throws UnreadableException {
        var status = Json.required(event, "/status");
        var response = Json.text(event, "/delivery/providerResponse");
        var words = response == null ? "" : response;
        var meaning = SmsLog.meaning(status, words)
                .orElseThrow(() -> new UnreadableException("a status that we do not know"));
        // Both count from the call. The later one is when the answer was there: it arrived then at the latest.
        var took = Math.max(
                Times.millis(event, "/delivery/dwellTimeMs"),
                Times.millis(event, "/delivery/dwellTimeMsUntilDeviceAck"));
        return new Report(
                key(SMS_PROVIDER, Json.required(event, "/notification/messageId")),
                meaning,
                SmsLog.detail(status, words),
                Times.ofLog(event, "/notification/timestamp").plusMillis(took),
                Network.of(
                        Json.text(event, "/delivery/phoneCarrier"),
                        Json.text(event, "/delivery/mcc"),
                        Json.text(event, "/delivery/mnc")));
    }

    private static MessageKey key(String provider, String messageId) throws UnreadableException {
        if (!MessageKey.isOne(messageId)) {
            throw new UnreadableException("not a message's identifier");
        }
        return new MessageKey(provider, messageId);
    }
}
