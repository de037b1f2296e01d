package ontime.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls as Amazon Data Firehose makes them: records of a CloudWatch Logs subscription, each packed with gzip and
 * written in base64, with delivery statuses of SNS in them.
 */
final class FirehoseCalls {

    /** What a subscription puts into one record, and Firehose into one call, when there is much to tell. */
    static final int EVENTS_OF_A_RECORD = 20;

    static final int RECORDS_OF_A_CALL = 10;

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String accessKey;

    FirehoseCalls(URI endpoint, String accessKey) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
    }

    /** A body, and the identifier that belongs to it. */
    record Call(String requestId, String body) {}

    /** As few calls as are needed to report on all of these messages. */
    static List<Call> reporting(List<String> messageIds, Instant accepted) {
        var calls = new ArrayList<Call>();
        var size = EVENTS_OF_A_RECORD * RECORDS_OF_A_CALL;
        for (int from = 0; from < messageIds.size(); from += size) {
            calls.add(call(messageIds.subList(from, Math.min(messageIds.size(), from + size)), accepted));
        }
        return calls;
    }

    private static Call call(List<String> messageIds, Instant accepted) {
        var records = new ArrayList<Map<String, String>>();
        for (int from = 0; from < messageIds.size(); from += EVENTS_OF_A_RECORD) {
            var some = messageIds.subList(from, Math.min(messageIds.size(), from + EVENTS_OF_A_RECORD));
            records.add(Map.of("data", Base64.getEncoder().encodeToString(record(some, accepted))));
        }
        var requestId = UUID.randomUUID().toString();
        return new Call(
                requestId,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "requestId", requestId, "timestamp", accepted.toEpochMilli(), "records", records)));
    }

    private static byte[] record(List<String> messageIds, Instant accepted) {
        var events = messageIds.stream()
                .map(id -> Map.of("id", id, "timestamp", accepted.toEpochMilli(), "message", status(id, accepted)))
                .toList();
        return packed(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "messageType", "DATA_MESSAGE",
                        "owner", "123456789012",
                        "logGroup", "sns/eu-west-2/123456789012/DirectPublishToPhoneNumber",
                        "logStream", "bench",
                        "subscriptionFilters", List.of("receipts"),
                        "logEvents", events)));
    }

    private static String status(String messageId, Instant accepted) {
        return """
                {"notification":{"messageId":"%s","timestamp":"%s"},"delivery":{"phoneCarrier":"Simulated Mobile",\
                "mnc":10,"numberOfMessageParts":1,"destination":"+447700900123","priceInUSD":0.03,\
                "smsType":"Transactional","mcc":234,"providerResponse":"Message has been accepted by phone",\
                "dwellTimeMs":50,"dwellTimeMsUntilDeviceAck":900},"status":"SUCCESS"}""".formatted(messageId, TIMESTAMP.format(LocalDateTime.ofInstant(accepted, ZoneOffset.UTC)));
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("nothing can go wrong in memory", e);
        }
        return bytes.toByteArray();
    }

    /** Makes all of them, so many at a time; returns when all are answered. */
    void makeAll(List<Call> calls, int atOnce) throws IOException, InterruptedException {
        try (var callers = Executors.newFixedThreadPool(atOnce)) {
            var made = new ArrayList<Future<?>>();
            for (var call : calls) {
                made.add(callers.submit(() -> {
                    make(call);
                    return call;
                }));
            }
            for (var one : made) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a call was not taken", e);
        }
    }

    void make(Call call) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("X-Amz-Firehose-Protocol-Version", "1.0")
                .header("X-Amz-Firehose-Request-Id", call.requestId())
                .header("X-Amz-Firehose-Access-Key", accessKey)
                .POST(BodyPublishers.ofString(call.body()))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
    }
}
