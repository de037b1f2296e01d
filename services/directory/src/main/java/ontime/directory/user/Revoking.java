package ontime.directory.user;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Supplier;
import ontime.events.SessionsRevoked;

/** Ends sessions: tells of it by an event, and by a call where the tenant wants one. */
public final class Revoking {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final Tenants tenants;
    private final Protection protection;
    private final Supplier<String> ids;

    public Revoking(Tenants tenants, Protection protection, Supplier<String> ids) {
        this.tenants = tenants;
        this.protection = protection;
        this.ids = ids;
    }

    /** Every session of a locked user that began until now is to end; gives the event that says so. */
    SessionsRevoked revoke(Store.Unit unit, UserKey user, Actor actor, Instant now) {
        var event = SessionsRevoked.newBuilder()
                .setEventId(ids.get())
                .setTenant(user.tenant())
                .setUserId(user.userId())
                .setBefore(now)
                .setRevokedBy(actor.by())
                .setRevokedAt(now)
                .build();
        unit.announce(Announcement.of(event));
        if (tenants.of(user.tenant()).tellsOfSessions()) {
            unit.promise(call(user, event));
        }
        return event;
    }

    /** The event as JSON: identifiers have no character that JSON would escape. */
    private Errand call(UserKey user, SessionsRevoked event) {
        String id = ids.get();
        String body = "{\"type\":\"sessions-revoked\",\"id\":\"%s\",\"userId\":\"%s\",\"before\":\"%s\"}"
                .formatted(event.getEventId(), user.userId(), MILLIS.format(event.getBefore()));
        byte[] content = protection.close(body, Errand.holder(user, id));
        return new Errand(
                id, user, Errand.Kind.SESSIONS_REVOKED, content, 0, event.getRevokedAt(), event.getRevokedAt());
    }
}
