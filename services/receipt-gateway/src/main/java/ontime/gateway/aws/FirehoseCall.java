package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.DeadLetter;
import ontime.gateway.report.Report;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a call by Amazon Data Firehose. Source: Amazon Data Firehose Developer Guide, "Understand HTTP endpoint
 * delivery request and response specifications"; the records inside are those of a CloudWatch Logs subscription (Amazon
 * CloudWatch Logs User Guide, "Log group-level subscription filters") or the events themselves.
 */
public final class FirehoseCall {

    private static final String SOURCE = "firehose";
    private static final int MOST_RECORDS = 10_000;

    private final List<Report> reports = new ArrayList<>();
    private final List<DeadLetter> unreadable = new ArrayList<>();
    private final Inflation inflation;

    private FirehoseCall(int allowance) {
        this.inflation = new Inflation(allowance);
    }

    /**
     * Reads a body. What is wrong with a record concerns that record only.
     *
     * @param requestId that the header of the call names, and the body has to name as well
     * @param allowance to how many bytes the records may unpack
     * @return empty when the body as a whole is none of Firehose
     */
    public static Optional<Call> read(byte[] body, String requestId, int allowance) {
        try {
            var objects = Json.objects(body);
            if (objects.size() != 1 || !requestId.equals(Json.text(objects.getFirst(), "/requestId"))) {
                return Optional.empty();
            }
            return new FirehoseCall(allowance).records(objects.getFirst().path("records"));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    private Optional<Call> records(JsonNode records) {
        if (!records.isArray() || records.size() > MOST_RECORDS) {
            return Optional.empty();
        }
        for (var record : records) {
            read(record);
        }
        return Optional.of(new Call(SOURCE, null, reports, unreadable));
    }

    private void read(JsonNode record) {
        var data = Json.text(record, "/data");
        if (data == null) {
            giveUp(new byte[0], "record without data");
            return;
        }
        byte[] content;
        try {
            content = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            giveUp(data.getBytes(UTF_8), "not base64");
            return;
        }
        try {
            var documents = Json.objects(Inflation.isPacked(content) ? inflation.unpack(content) : content);
            documents.forEach(this::document);
        } catch (UnreadableException e) {
            giveUp(content, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void document(JsonNode document) {
        // An event of End User Messaging has a message type, too, of its own kind.
        if (!document.has("logEvents")) {
            event(document);
            return;
        }
        switch (Json.text(document, "/messageType")) {
            case "DATA_MESSAGE" -> {
                for (var logEvent : document.path("logEvents")) {
                    logged(Json.text(logEvent, "/message"));
                }
            }
            case "CONTROL_MESSAGE" -> {
                // It only tries whether we are there.
            }
            case null, default -> giveUp(document, "no message of CloudWatch Logs that we know");
        }
    }

    private void logged(@Nullable String message) {
        if (message == null) {
            giveUp(new byte[0], "log event without message");
            return;
        }
        try {
            event(Json.object(message));
        } catch (UnreadableException e) {
            giveUp(message.getBytes(UTF_8), Objects.requireNonNull(e.getMessage()));
        }
    }

    private void event(JsonNode event) {
        try {
            Events.read(event).ifPresent(reports::add);
        } catch (UnreadableException e) {
            giveUp(event, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void giveUp(JsonNode document, String reason) {
        giveUp(Json.write(document).getBytes(UTF_8), reason);
    }

    private void giveUp(byte[] content, String reason) {
        unreadable.add(DeadLetter.of(content, reason));
    }
}
