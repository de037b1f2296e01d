package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Events in the form of the vendors' documents, with destinations of our own. */
public final class AwsSamples {

    public static final String PHONE = "+447700900123";
    public static final String ADDRESS = "jo@example.com";

    private AwsSamples() {}

    /** The delivery status log of SNS for text messages. */
    public static String smsLog(String messageId, Instant published, String status, String response, long ackMillis) {
        return """
                {"notification": {"messageId": "%s", "timestamp": "%s"},
                 "delivery": {"phoneCarrier": "My Phone Carrier", "mnc": 10, "numberOfMessageParts": 1,
                              "destination": "%s", "priceInUSD": 0.00645, "smsType": "Transactional", "mcc": 234,
                              "providerResponse": "%s", "dwellTimeMs": 599, "dwellTimeMsUntilDeviceAck": %d},
                 "status": "%s"}""".formatted(
                        messageId,
                        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                                .format(LocalDateTime.ofInstant(published, ZoneOffset.UTC)),
                        PHONE,
                        response,
                        ackMillis,
                        status);
    }

    /** A log event of CloudWatch Logs as a subscription sends it. */
    public static String envelope(String... messages) {
        var events = IntStream.range(0, messages.length)
                .mapToObj(index ->
                        Map.of("id", "e-" + index, "timestamp", 1_700_000_000_000L, "message", messages[index]))
                .toList();
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "messageType", "DATA_MESSAGE",
                        "owner", "123456789012",
                        "logGroup", "sns/eu-west-2/123456789012/DirectPublishToPhoneNumber",
                        "logStream", "3f1a",
                        "subscriptionFilters", List.of("receipts"),
                        "logEvents", events));
    }

    public static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What Firehose posts. */
    public static String firehose(String requestId, byte[]... records) {
        var encoded = Stream.of(records)
                .map(record -> Map.of("data", Base64.getEncoder().encodeToString(record)))
                .toList();
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("requestId", requestId, "timestamp", 1_700_000_000_000L, "records", encoded));
    }

    public static String textEvent(String type, String messageId, Instant at) {
        return """
                {"eventType": "%s", "eventVersion": "1.0", "eventTimestamp": %d, "isFinal": true,
                 "originationPhoneNumber": "+447700900999", "destinationPhoneNumber": "%s", "isoCountryCode": "GB",
                 "mcc": "234", "mnc": "10", "carrierName": "My Phone Carrier", "messageId": "%s",
                 "messageRequestTimestamp": %d, "messageEncoding": "GSM", "messageType": "TRANSACTIONAL",
                 "messageStatus": "X", "messageStatusDescription": "X", "totalMessageParts": 1}""".formatted(type, at.toEpochMilli(), PHONE, messageId, at.toEpochMilli());
    }

    /** A notification of SES; {@code rest} is the object of its kind. */
    public static String mail(String kind, String messageId, String rest) {
        return """
                {"notificationType": "%s",
                 "mail": {"timestamp": "2026-03-02T10:00:00.000Z", "source": "login@example.com",
                          "messageId": "00000138111222aa-33322211-cccc-cccc-cccc-ddddaaaa0680-000000",
                          "destination": ["%s"], "headersTruncated": false,
                          "headers": [{"name": "Message-ID", "value": "%s"}],
                          "commonHeaders": {"messageId": "%s", "subject": "Your code"}},
                 %s}""".formatted(kind, ADDRESS, messageId, messageId, rest);
    }

    public static String bounce(String messageId, String type, String subType) {
        return mail("Bounce", messageId, """
                "bounce": {"bounceType": "%s", "bounceSubType": "%s", "timestamp": "2026-03-02T10:00:07.000Z",
                           "bouncedRecipients": [{"emailAddress": "%s", "status": "5.1.1", "action": "failed",
                                                  "diagnosticCode": "smtp; 550 5.1.1 <%s> unknown"}],
                           "feedbackId": "1", "reportingMTA": "dns; email.example.com"}""".formatted(type, subType, ADDRESS, ADDRESS));
    }

    public static String delivery(String messageId) {
        return mail("Delivery", messageId, """
                "delivery": {"timestamp": "2026-03-02T10:00:04.500Z", "processingTimeMillis": 4500,
                             "recipients": ["%s"], "smtpResponse": "250 ok", "reportingMTA": "a.example.com"}""".formatted(ADDRESS));
    }

    public static String complaint(String messageId) {
        return mail("Complaint", messageId, """
                "complaint": {"timestamp": "2026-03-02T10:09:00.000Z", "feedbackId": "1",
                              "complainedRecipients": [{"emailAddress": "%s"}], "complaintFeedbackType": "abuse"}""".formatted(ADDRESS));
    }

    public static String delay(String messageId, String type) {
        return mail("DeliveryDelay", messageId, """
                "deliveryDelay": {"timestamp": "2026-03-02T10:01:00.000Z", "delayType": "%s",
                                  "delayedRecipients": [{"emailAddress": "%s", "status": "4.4.1"}]}""".formatted(type, ADDRESS)).replace("notificationType", "eventType");
    }
}
