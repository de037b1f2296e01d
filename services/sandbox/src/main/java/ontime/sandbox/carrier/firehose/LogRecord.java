package ontime.sandbox.carrier.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import ontime.sandbox.carrier.SmsStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record as CloudWatch Logs hands it to Firehose: an envelope around log events, packed with gzip. The log events are
 * those of SNS (Amazon SNS Developer Guide, "Viewing Amazon CloudWatch metrics and logs for SMS deliveries").
 */
final class LogRecord {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private LogRecord() {}

    static byte[] of(List<SmsStatus> statuses) {
        var events = statuses.stream()
                .map(status -> Map.of(
                        "id", status.messageId().toString(),
                        "timestamp", status.ended().toEpochMilli(),
                        "message", json(event(status))))
                .toList();
        return packed(json(Map.of(
                "messageType", "DATA_MESSAGE",
                "owner", "123456789012",
                "logGroup", "sns/eu-west-2/123456789012/DirectPublishToPhoneNumber",
                "logStream", "simulated",
                "subscriptionFilters", List.of("receipts"),
                "logEvents", events)));
    }

    private static Map<String, Object> event(SmsStatus status) {
        var took = Duration.between(status.accepted(), status.ended()).toMillis();
        var delivery = new LinkedHashMap<String, Object>();
        delivery.put("phoneCarrier", "Simulated Mobile");
        delivery.put("mnc", 10);
        delivery.put("mcc", 234);
        delivery.put("destination", status.number());
        delivery.put("numberOfMessageParts", 1);
        delivery.put("priceInUSD", 0.03);
        delivery.put("smsType", "Transactional");
        delivery.put(
                "providerResponse",
                status.delivered()
                        ? "Message has been accepted by phone"
                        : "Phone is currently unreachable/unavailable");
        delivery.put("dwellTimeMs", Math.min(took, 50));
        delivery.put("dwellTimeMsUntilDeviceAck", took);
        return Map.of(
                "notification",
                Map.of(
                        "messageId",
                        status.messageId().toString(),
                        "timestamp",
                        TIMESTAMP.format(LocalDateTime.ofInstant(status.accepted(), ZoneOffset.UTC))),
                "delivery",
                delivery,
                "status",
                status.delivered() ? "SUCCESS" : "FAILURE");
    }

    private static String json(Map<String, ?> value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
