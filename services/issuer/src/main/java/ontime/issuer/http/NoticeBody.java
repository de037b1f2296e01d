package ontime.issuer.http;

import java.time.Instant;
import ontime.issuer.challenge.MalformedException;
import ontime.issuer.challenge.RequestFields;
import ontime.issuer.notice.NoticeRequest;
import org.jspecify.annotations.Nullable;

/** The body of the wish to tell somebody something, as it came. */
record NoticeBody(
        @Nullable String userId,
        @Nullable String kind,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String locale) {

    /** The only kind that there is. */
    private static final String CONTACT_CHANGED = "CONTACT_CHANGED";

    /** @throws Refusal naming the field that is malformed, never its value */
    NoticeRequest toRequest(@Nullable String key, Instant now) {
        if (!CONTACT_CHANGED.equals(kind)) {
            throw Refusal.malformed("kind", "must be " + CONTACT_CHANGED);
        }
        if ((phone == null) == (email == null)) {
            throw Refusal.malformed(phone == null ? "phone" : "email", "or the other must be there, and not both");
        }
        try {
            var fields = new RequestFields(userId, null, null, phone, email, null, locale, null, null).toRequest(now);
            return new NoticeRequest(fields.userId(), phone, email, fields.locale(), key);
        } catch (MalformedException e) {
            throw Refusal.malformed(e.field(), e.why());
        }
    }

    @Override
    public String toString() {
        return "NoticeBody[userId=" + userId + "]";
    }
}
