package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.issuer.limit.ClientIp;
import ontime.issuer.policy.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request for a code as they came, over HTTP or by event: the same rules hold for both. Whether a phone
 * number or an email address is one, the routing finds out.
 */
public record RequestFields(
        @Nullable String userId,
        @Nullable String loginId,
        @Nullable Channel channel,
        @Nullable String phone,
        @Nullable String email,
        @Nullable Instant clickedAt,
        @Nullable String locale,
        @Nullable String origin,
        @Nullable String clientIp) {

    /** An older click is no login that somebody waits at, but a caller with a wrong clock or unit. */
    private static final Duration OLDEST_CLICK = Duration.ofHours(1);

    /** Two machines' clocks differ. */
    static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** Short, and free of anything that means something in a path or a log line. */
    private static final Pattern IDENTIFIER = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~:@+-]{1,128}");

    /** What RFC 5646 asks everybody to take. Looking for the nearest match gets slower with every subtag. */
    private static final int LONGEST_LOCALE = 35;

    private static final String NO_LANGUAGE =
            "must be a language tag (BCP 47) of at most " + LONGEST_LOCALE + " characters";

    private static final String NO_IDENTIFIER = "must be 1 to 128 letters, digits or any of . _ ~ : @ + -";

    public static boolean isIdentifier(String identifier) {
        return IDENTIFIER.matcher(identifier).matches();
    }

    /**
     * The request that they make.
     *
     * @throws MalformedException naming the first field that is malformed
     */
    public CodeRequest toRequest(Instant now) throws MalformedException {
        if (userId == null || !isIdentifier(userId)) {
            throw new MalformedException("userId", NO_IDENTIFIER);
        }
        if (loginId != null && !isIdentifier(loginId)) {
            throw new MalformedException("loginId", NO_IDENTIFIER);
        }
        if (channel == Channel.OTHER) {
            throw new MalformedException("channel", "must be SMS, EMAIL or TOTP");
        }
        if (origin != null && !Origin.isValid(origin)) {
            throw new MalformedException("origin", "must be a host name of at most " + Origin.LONGEST + " characters");
        }
        return new CodeRequest(
                userId,
                loginId,
                channel,
                phone,
                email,
                clickedAt(now),
                origin == null ? null : new Origin(origin),
                language(),
                address());
    }

    private @Nullable Instant clickedAt(Instant now) throws MalformedException {
        if (clickedAt == null) {
            return null;
        }
        if (clickedAt.isBefore(now.minus(OLDEST_CLICK)) || clickedAt.isAfter(now.plus(CLOCK_DIFFERENCE))) {
            throw new MalformedException("clickedAt", "must be within the last hour");
        }
        return clickedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    private @Nullable Locale language() throws MalformedException {
        if (locale == null) {
            return null;
        }
        if (locale.length() > LONGEST_LOCALE) {
            throw new MalformedException("locale", NO_LANGUAGE);
        }
        try {
            return new Locale.Builder().setLanguageTag(locale).build();
        } catch (IllformedLocaleException e) {
            throw new MalformedException("locale", NO_LANGUAGE);
        }
    }

    private @Nullable ClientIp address() throws MalformedException {
        return clientIp == null
                ? null
                : ClientIp.read(clientIp)
                        .orElseThrow(() -> new MalformedException("clientIp", "must be an IPv4 or IPv6 address"));
    }

    /** Without the destinations. */
    @Override
    public String toString() {
        return "RequestFields[userId=" + userId + ", loginId=" + loginId + "]";
    }
}
