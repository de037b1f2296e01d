package ontime.issuer.routing;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import ontime.events.Channel;

/**
 * What a tenant allows.
 *
 * @param timeToLive of a code; more than 0, at most 10 minutes (NIST SP 800-63B-4 section 3.1.3)
 * @param codeLength digits of a code, 6 to 10
 * @param attempts wrong codes that a challenge takes before it locks, 1 to 10
 * @param cooldown until the same code may be sent again; shorter than the code's life
 * @param region of numbers that are written without a country code, ISO 3166-1 alpha-2
 * @param smsCountries that SMS may go to, ISO 3166-1 alpha-2; numbers elsewhere are served by mail
 * @param defaultChannel when the caller names none
 * @param testNumbers whether numbers that are reserved for fiction are taken; never in production
 * @param origin the site that the code is for, when the request names none
 * @param zone in which people are told the time of their click
 */
public record Policy(
        Duration timeToLive,
        int codeLength,
        int attempts,
        Duration cooldown,
        String region,
        Set<String> smsCountries,
        Channel defaultChannel,
        boolean testNumbers,
        Origin origin,
        ZoneId zone) {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    public Policy {
        require(timeToLive.isPositive() && timeToLive.compareTo(LONGEST_LIFE) <= 0, "timeToLive must be up to 10 min");
        require(codeLength >= 6 && codeLength <= 10, "codeLength must be 6 to 10 digits");
        require(attempts >= 1 && attempts <= 10, "attempts must be 1 to 10");
        require(
                !cooldown.isNegative() && cooldown.compareTo(timeToLive) < 0,
                "cooldown must be shorter than timeToLive, or nobody could ever resend");
        require(defaultChannel != Channel.OTHER, "defaultChannel must be SMS or EMAIL");
        smsCountries = Set.copyOf(smsCountries);
    }

    /** What serves an installation that has set nothing. */
    public static Policy defaults() {
        return new Policy(
                Duration.ofMinutes(5),
                6,
                5,
                Duration.ofSeconds(30),
                "GB",
                Set.of("GB"),
                Channel.SMS,
                false,
                new Origin("login.example.com"),
                ZoneId.of("Europe/London"));
    }

    public Policy withTestNumbers(boolean taken) {
        return new Policy(
                timeToLive, codeLength, attempts, cooldown, region, smsCountries, defaultChannel, taken, origin, zone);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
