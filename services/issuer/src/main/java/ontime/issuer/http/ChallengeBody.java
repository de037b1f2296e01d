package ontime.issuer.http;

import java.net.InetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.IllformedLocaleException;
import java.util.Locale;
import ontime.events.Channel;
import ontime.issuer.challenge.CodeRequest;
import ontime.issuer.routing.Policy;
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
    CodeRequest toRequest() {
        if (userId == null || !Identifier.isSafe(userId)) {
            throw Refusal.malformed("userId", "must be 1 to 128 letters, digits or any of . _ ~ : @ + -");
        }
        if (loginId != null && !Identifier.isSafe(loginId)) {
            throw Refusal.malformed("loginId", "must be 1 to 128 letters, digits or any of . _ ~ : @ + -");
        }
        if (origin != null && !Policy.isHostName(origin)) {
            throw Refusal.malformed("origin", "must be a host name");
        }
        checkLocale();
        checkClientIp();
        return new CodeRequest(userId, loginId, channelOf(), phone, email, instantOf(), origin);
    }

    private @Nullable Channel channelOf() {
        return switch (channel) {
            case null -> null;
            case "SMS" -> Channel.SMS;
            case "EMAIL" -> Channel.EMAIL;
            default -> throw Refusal.malformed("channel", "must be SMS or EMAIL");
        };
    }

    private @Nullable Instant instantOf() {
        if (clickedAt == null) {
            return null;
        }
        try {
            return Instant.parse(clickedAt);
        } catch (DateTimeParseException e) {
            throw Refusal.malformed("clickedAt", "must be an ISO-8601 instant such as 2026-01-31T10:00:00.000Z");
        }
    }

    private void checkLocale() {
        if (locale == null) {
            return;
        }
        try {
            new Locale.Builder().setLanguageTag(locale);
        } catch (IllformedLocaleException e) {
            throw Refusal.malformed("locale", "must be a language tag (BCP 47)");
        }
    }

    private void checkClientIp() {
        if (clientIp == null) {
            return;
        }
        try {
            InetAddress.ofLiteral(clientIp);
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("clientIp", "must be an IPv4 or IPv6 address");
        }
    }

    @Override
    public String toString() {
        return "ChallengeBody[userId=" + userId + ", loginId=" + loginId + "]";
    }
}
