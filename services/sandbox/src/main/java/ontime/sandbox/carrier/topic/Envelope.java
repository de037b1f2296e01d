package ontime.sandbox.carrier.topic;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A message as SNS posts it (Amazon SNS Developer Guide, "Parsing Amazon SNS message formats"). */
record Envelope(Map<String, String> fields) {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final List<String> SIGNED =
            List.of("Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type");

    Envelope {
        fields = Map.copyOf(fields);
    }

    static Envelope notification(String arn, String messageId, String message, Instant at) {
        return new Envelope(Map.of(
                "Type", "Notification",
                "MessageId", messageId,
                "TopicArn", arn,
                "Message", message,
                "Timestamp", MILLISECONDS.format(at)));
    }

    /** What SNS asks before it delivers anything. */
    static Envelope confirmation(String arn, String messageId, String token, String host, Instant at) {
        return new Envelope(Map.of(
                "Type",
                "SubscriptionConfirmation",
                "MessageId",
                messageId,
                "TopicArn",
                arn,
                "Message",
                "You have chosen to subscribe to the topic " + arn + ".",
                "Token",
                token,
                "SubscribeURL",
                "https://" + host + "/?Action=ConfirmSubscription&TopicArn=" + arn + "&Token=" + token,
                "Timestamp",
                MILLISECONDS.format(at)));
    }

    /** The same with a signature, as JSON. */
    String signed(SigningKey key, String certificateUrl) {
        var text = SIGNED.stream()
                .filter(fields::containsKey)
                .map(name -> name + "\n" + fields.get(name) + "\n")
                .collect(Collectors.joining());
        var all = new LinkedHashMap<>(fields);
        all.put("SignatureVersion", "2");
        all.put("Signature", key.sign(text));
        all.put("SigningCertURL", certificateUrl);
        return JsonMapper.shared().writeValueAsString(all);
    }

    /** The message names a destination; it must not end up in a log. */
    @Override
    public String toString() {
        return "Envelope[" + fields.get("Type") + "]";
    }
}
