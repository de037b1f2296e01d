package ontime.history.kafka;

import java.time.Instant;
import java.util.Optional;
import ontime.events.ContactApplied;
import ontime.events.ContactChanged;
import ontime.events.MethodsReset;
import ontime.events.RegistryOutage;
import ontime.events.SessionsRevoked;
import ontime.events.UserErased;
import ontime.history.contacts.ContactChange;
import ontime.history.contacts.ContactLog;
import ontime.history.contacts.ContactLog.UserKey;
import ontime.history.contacts.FollowerReport;
import ontime.history.projection.Eraser;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Takes in what the directory and its followers tell on {@code otp.accounts}. Any of it may come again. */
final class AccountEvents {

    private final Deserializer<?> events;
    private final ContactLog contacts;
    private final Eraser eraser;

    AccountEvents(Deserializer<?> events, ContactLog contacts, Eraser eraser) {
        this.events = events;
        this.contacts = contacts;
        this.eraser = eraser;
    }

    /**
     * Takes a record in.
     *
     * @throws UnreadableEvent when reading it again would not help
     * @throws SerializationException when the schema registry is away, and reading it later will help
     */
    void take(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        switch (event(record)) {
            case ContactChanged changed -> contacts.add(change(changed));
            case ContactApplied applied -> contacts.add(report(applied));
            case UserErased erased -> erase(erased);
            // What becomes of methods and sessions tells nothing of a code.
            case MethodsReset _ -> {}
            case SessionsRevoked _ -> {}
            case null -> throw new UnreadableEvent("empty record");
            default -> throw new UnreadableEvent("an event of another topic");
        }
    }

    private @Nullable Object event(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        try {
            return events.deserialize(record.topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                throw new SerializationException("the schema registry does not answer", e);
            }
            throw new UnreadableEvent(
                    "not an event of a known schema: " + e.getClass().getSimpleName());
        }
    }

    /** Once: who comes back under the same name is not erased again by an event that is read again. */
    private void erase(UserErased erased) throws UnreadableEvent {
        var user = user(erased.getTenant(), erased.getUserId());
        if (!contacts.isErased(user, erased.getErasedAt())) {
            eraser.erase(user.tenant(), user.userId(), erased.getErasedAt());
        }
    }

    private static ContactChange change(ContactChanged event) throws UnreadableEvent {
        var user = user(event.getTenant(), event.getUserId());
        return new ContactChange(
                user.tenant(),
                user.userId(),
                event.getKind(),
                event.getVersion(),
                event.getMaskedDestination(),
                event.getDestinationFingerprint(),
                event.getMaskedPrevious(),
                event.getPreviousFingerprint(),
                event.getChangedBy(),
                plausible("askedAt", event.getAskedAt()),
                plausible("changedAt", event.getChangedAt()));
    }

    private static FollowerReport report(ContactApplied event) throws UnreadableEvent {
        var user = user(event.getTenant(), event.getUserId());
        return new FollowerReport(
                user.tenant(),
                user.userId(),
                event.getFollower(),
                event.getKind(),
                event.getVersion(),
                event.getState(),
                event.getDetail(),
                plausible("appliedAt", event.getAppliedAt()));
    }

    private static UserKey user(String tenant, String userId) throws UnreadableEvent {
        if (tenant.isBlank() || userId.isBlank()) {
            throw new UnreadableEvent("tenant or userId is empty");
        }
        return new UserKey(tenant, userId);
    }

    private static Instant plausible(String field, Instant instant) throws UnreadableEvent {
        return Optional.of(instant)
                .filter(at -> !at.isBefore(Instant.EPOCH) && at.isBefore(Instant.parse("9999-12-31T00:00:00Z")))
                .orElseThrow(() -> new UnreadableEvent(field + " is out of range"));
    }
}
