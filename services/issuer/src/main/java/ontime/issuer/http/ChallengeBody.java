package ontime.issuer.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import ontime.issuer.challenge.CodeRequest;
import ontime.issuer.challenge.MalformedException;
import ontime.issuer.challenge.Once;
import ontime.issuer.challenge.RequestFields;
import org.jspecify.annotations.Nullable;

/** The body of a request for a code, as it came. */
record ChallengeBody(
        @Nullable String userId,
        @Nullable String loginId,
        @Nullable String channel,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String clickedAt,
        @Nullable String locale,
        @Nullable String origin,
        @Nullable String clientIp) {

    /** @throws Refusal naming the field that is malformed, never its value */
    CodeRequest toRequest(Instant now) {
        var fields = new RequestFields(
                userId, loginId, ChannelName.read(channel), phone, email, clicked(), locale, origin, clientIp);
        try {
            return fields.toRequest(now);
        } catch (MalformedException e) {
            throw Refusal.malformed(e.field(), e.why());
        }
    }

    /** All that was asked for. */
    String asked() {
        return Once.asked(userId, loginId, channel, phone, email, clickedAt, locale, origin, clientIp);
    }

    private @Nullable Instant clicked() {
        try {
            return clickedAt == null ? null : Instant.parse(clickedAt);
        } catch (DateTimeParseException e) {
            throw Refusal.malformed("clickedAt", "must be an ISO-8601 instant such as 2026-01-31T10:00:00.000Z");
        }
    }

    @Override
    public String toString() {
        return "ChallengeBody[userId=" + userId + ", loginId=" + loginId + "]";
    }
}
