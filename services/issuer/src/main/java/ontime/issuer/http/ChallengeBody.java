package ontime.issuer.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.issuer.challenge.CodeRequest;
import ontime.issuer.limit.ClientIp;
import ontime.issuer.policy.Origin;
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

    /** An older click is no login that somebody waits at, but a caller with a wrong clock or unit. */
    private static final Duration OLDEST_CLICK = Duration.ofHours(1);

    /** Two machines' clocks differ. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** @throws Refusal naming the field that is malformed, never its value */
    CodeRequest toRequest(Instant now) {
        if (userId == null || !Identifier.isSafe(userId)) {
            throw Refusal.malformed("userId", "must be 1 to 128 letters, digits or any of . _ ~ : @ + -");
        }
        if (loginId != null && !Identifier.isSafe(loginId)) {
            throw Refusal.malformed("loginId", "must be 1 to 128 letters, digits or any of . _ ~ : @ + -");
        }
        if (origin != null && !Origin.isValid(origin)) {
            throw Refusal.malformed("origin", "must be a host name of at most " + Origin.LONGEST + " characters");
        }
        return new CodeRequest(
                userId,
                loginId,
                ChannelName.read(channel),
                phone,
                email,
                clickedAt(now),
                origin == null ? null : new Origin(origin),
                language(),
                clientIp == null ? null : ip(clientIp));
    }

    /** All that was asked for, so that two bodies that mean different things never give the same text. */
    String asked() {
        return Stream.of(userId, loginId, channel, phone, email, clickedAt, locale, origin, clientIp)
                .map(field -> field == null ? "-" : field.length() + ":" + field)
                .collect(Collectors.joining(","));
    }

    private @Nullable Instant clickedAt(Instant now) {
        if (clickedAt == null) {
            return null;
        }
        try {
            Instant clicked = Instant.parse(clickedAt);
            if (clicked.isBefore(now.minus(OLDEST_CLICK)) || clicked.isAfter(now.plus(CLOCK_DIFFERENCE))) {
                throw Refusal.malformed("clickedAt", "must be within the last hour");
            }
            return clicked.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw Refusal.malformed("clickedAt", "must be an ISO-8601 instant such as 2026-01-31T10:00:00.000Z");
        }
    }

    private @Nullable Locale language() {
        if (locale == null) {
            return null;
        }
        try {
            return new Locale.Builder().setLanguageTag(locale).build();
        } catch (IllformedLocaleException e) {
            throw Refusal.malformed("locale", "must be a language tag (BCP 47)");
        }
    }

    private static ClientIp ip(String literal) {
        return ClientIp.read(literal)
                .orElseThrow(() -> Refusal.malformed("clientIp", "must be an IPv4 or IPv6 address"));
    }

    @Override
    public String toString() {
        return "ChallengeBody[userId=" + userId + ", loginId=" + loginId + "]";
    }
}
