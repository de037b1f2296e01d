package ontime.directory.user;

import java.time.Instant;
import ontime.events.AccountSettings;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.MethodsReset;
import ontime.events.SessionsRevoked;
import ontime.events.Topic;
import ontime.events.UserErased;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event, or a state, and where it goes.
 *
 * @param id the event's own identifier, a UUID
 * @param at when what it tells became true
 * @param content null for a tombstone, which erases the state with the key
 */
public record Announcement(
        Topic topic,
        String key,
        String id,
        Instant at,
        @Nullable SpecificRecord content) {

    static Announcement of(ContactBook book) {
        String key = new UserKey(book.getTenant(), book.getUserId()).eventKey();
        return new Announcement(Topic.CONTACTS, key, book.getEventId(), at(book), book);
    }

    /** One that is told once more is of now, or it would be the oldest in the outbox at once. */
    private static Instant at(ContactBook book) {
        Instant comparedAt = book.getComparedAt();
        return comparedAt == null ? book.getChangedAt() : comparedAt;
    }

    static Announcement of(AccountSettings settings) {
        return new Announcement(
                Topic.CONTACTS, settings.getTenant(), settings.getEventId(), settings.getChangedAt(), settings);
    }

    static Announcement of(ContactChanged event) {
        return account(event.getTenant(), event.getUserId(), event.getEventId(), event.getChangedAt(), event);
    }

    /** One that is told once more, which is of now as well. */
    static Announcement again(ContactChanged event, Instant now) {
        return account(event.getTenant(), event.getUserId(), event.getEventId(), now, event);
    }

    static Announcement of(MethodsReset event) {
        return account(event.getTenant(), event.getUserId(), event.getEventId(), event.getResetAt(), event);
    }

    static Announcement of(SessionsRevoked event) {
        return account(event.getTenant(), event.getUserId(), event.getEventId(), event.getRevokedAt(), event);
    }

    static Announcement of(UserErased event) {
        return account(event.getTenant(), event.getUserId(), event.getEventId(), event.getErasedAt(), event);
    }

    /** The user's contact book is no more. */
    static Announcement tombstone(UserKey user, String id, Instant at) {
        return new Announcement(Topic.CONTACTS, user.eventKey(), id, at, null);
    }

    private static Announcement account(String tenant, String userId, String id, Instant at, SpecificRecord event) {
        return new Announcement(Topic.ACCOUNTS, new UserKey(tenant, userId).eventKey(), id, at, event);
    }
}
