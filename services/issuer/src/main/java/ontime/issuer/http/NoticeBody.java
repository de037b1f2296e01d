package ontime.issuer.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;
import ontime.issuer.challenge.MalformedException;
import ontime.issuer.challenge.RequestFields;
import ontime.issuer.message.AccountChange;
import ontime.issuer.notice.NoticeRequest;
import org.jspecify.annotations.Nullable;

/** The body of the wish to tell somebody something, as it came. */
record NoticeBody(
        @Nullable String userId,
        @Nullable String kind,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String locale,
        @Nullable String madeAt) {

    /** Who could not tell earlier may tell late, but nothing that is history. */
    private static final Duration OLDEST = Duration.ofDays(2);

    /** Two machines' clocks differ. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** @throws Refusal naming the field that is malformed, never its value */
    NoticeRequest toRequest(@Nullable String key, Instant now) {
        AccountChange change = change();
        if ((phone == null) == (email == null)) {
            throw Refusal.malformed(phone == null ? "phone" : "email", "or the other must be there, and not both");
        }
        try {
            var fields = new RequestFields(userId, null, null, phone, email, null, locale, null, null).toRequest(now);
            return new NoticeRequest(fields.userId(), change, phone, email, fields.locale(), made(now), key);
        } catch (MalformedException e) {
            throw Refusal.malformed(e.field(), e.why());
        }
    }

    private AccountChange change() {
        return Stream.of(AccountChange.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("kind", "must be CONTACT_CHANGED or METHODS_CHANGED"));
    }

    private @Nullable Instant made(Instant now) {
        if (madeAt == null) {
            return null;
        }
        try {
            var made = Instant.parse(madeAt);
            if (made.isBefore(now.minus(OLDEST)) || made.isAfter(now.plus(CLOCK_DIFFERENCE))) {
                throw Refusal.malformed("madeAt", "must be within the last two days");
            }
            return made;
        } catch (DateTimeParseException e) {
            throw Refusal.malformed("madeAt", "must be an ISO-8601 instant such as 2026-01-31T10:00:00.000Z");
        }
    }

    @Override
    public String toString() {
        return "NoticeBody[userId=" + userId + "]";
    }
}
