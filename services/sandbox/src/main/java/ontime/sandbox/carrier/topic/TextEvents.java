package ontime.sandbox.carrier.topic;

import java.util.Map;
import java.util.function.Consumer;
import ontime.sandbox.carrier.SmsStatus;
import ontime.sandbox.carrier.StatusLog;
import tools.jackson.databind.json.JsonMapper;

/**
 * What AWS End User Messaging tells of a text message (AWS End User Messaging SMS User Guide, "Event types for SMS,
 * MMS, and voice").
 */
public final class TextEvents implements StatusLog {

    private final Consumer<String> topic;

    /** @param topic takes each event, as JSON */
    public TextEvents(Consumer<String> topic) {
        this.topic = topic;
    }

    @Override
    public void write(SmsStatus status) {
        topic.accept(JsonMapper.shared()
                .writeValueAsString(Map.ofEntries(
                        Map.entry("eventType", status.delivered() ? "TEXT_DELIVERED" : "TEXT_UNREACHABLE"),
                        Map.entry("eventVersion", "1.0"),
                        Map.entry("eventTimestamp", status.ended().toEpochMilli()),
                        Map.entry("isFinal", true),
                        Map.entry("destinationPhoneNumber", status.number()),
                        Map.entry("mcc", "234"),
                        Map.entry("mnc", "10"),
                        Map.entry("carrierName", "Simulated Mobile"),
                        Map.entry("messageId", status.messageId().toString()),
                        Map.entry("messageRequestTimestamp", status.accepted().toEpochMilli()),
                        Map.entry("messageType", "TRANSACTIONAL"),
                        Map.entry("totalMessageParts", 1))));
    }
}
