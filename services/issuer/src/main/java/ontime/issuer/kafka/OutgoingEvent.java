package ontime.issuer.kafka;

import java.time.Instant;
import ontime.events.CodeChecked;
import ontime.events.ContactApplied;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event and where it goes.
 *
 * @param id the event's own identifier, a UUID
 * @param at when what it tells became true
 */
public record OutgoingEvent(Topic topic, String key, String id, Instant at, SpecificRecord content) {

    public static OutgoingEvent of(OtpRequested event) {
        String key = ofUser(event.getTenant(), event.getUserId());
        return new OutgoingEvent(Topic.REQUESTS, key, event.getEventId(), event.getRequestedAt(), event);
    }

    public static OutgoingEvent of(OtpWithdrawn event) {
        String key = ofUser(event.getTenant(), event.getUserId());
        return new OutgoingEvent(Topic.REQUESTS, key, event.getEventId(), event.getWithdrawnAt(), event);
    }

    public static OutgoingEvent of(CodeChecked event) {
        return new OutgoingEvent(Topic.CHECKS, event.getChallengeId(), event.getEventId(), event.getCheckedAt(), event);
    }

    public static OutgoingEvent of(LoginRefused event) {
        return new OutgoingEvent(Topic.RECEIPTS, event.getLoginId(), event.getEventId(), event.getRefusedAt(), event);
    }

    public static OutgoingEvent of(ContactApplied event) {
        String key = ofUser(event.getTenant(), event.getUserId());
        return new OutgoingEvent(Topic.ACCOUNTS, key, event.getEventId(), event.getAppliedAt(), event);
    }

    /** All requests of one user share a partition, so that a worker sees what a newer one replaces. */
    private static String ofUser(String tenant, String userId) {
        return tenant + ":" + userId;
    }
}
