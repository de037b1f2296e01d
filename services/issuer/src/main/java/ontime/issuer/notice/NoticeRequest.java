package ontime.issuer.notice;

import java.time.Instant;
import java.util.Locale;
import ontime.issuer.message.AccountChange;
import org.jspecify.annotations.Nullable;

/**
 * The wish to tell a user, at a destination that is or was theirs, of a change.
 *
 * @param change what has changed
 * @param phone as somebody wrote it; null when the address is named
 * @param email as somebody wrote it; null when the number is named
 * @param locale the language that the person reads; null leaves it to the policy
 * @param madeAt when it was changed; null for just now
 * @param key by which the caller names this wish, so that it has an effect once; null for each time that it comes
 */
public record NoticeRequest(
        String userId,
        AccountChange change,
        @Nullable String phone,
        @Nullable String email,
        @Nullable Locale locale,
        @Nullable Instant madeAt,
        @Nullable String key) {

    public NoticeRequest {
        if ((phone == null) == (email == null)) {
            throw new IllegalArgumentException("a notice goes to one destination: name a phone or an email");
        }
    }

    /** Without the destination. */
    @Override
    public String toString() {
        return "NoticeRequest[userId=" + userId + "]";
    }
}
