package ontime.issuer.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much may be asked for. Each limit is null where it is off.
 *
 * @param user challenges of one user
 * @param destination challenges to one destination
 * @param prefix SMS to one number range
 * @param clientIp challenges from one IP address
 * @param country SMS to one country
 * @param tenant challenges of the whole tenant
 * @param spend what SMS may cost in a day
 * @param pumping closes number ranges and countries whose codes nobody enters
 */
public record LimitPolicy(
        @Nullable Limit user,
        @Nullable Limit destination,
        @Nullable Limit prefix,
        @Nullable Limit clientIp,
        @Nullable Limit country,
        @Nullable Limit tenant,
        @Nullable Spend spend,
        @Nullable PumpingGuard pumping) {

    static LimitPolicy defaults() {
        var tenMinutes = Duration.ofMinutes(10);
        var hour = Duration.ofHours(1);
        return new LimitPolicy(
                new Limit(5, tenMinutes),
                new Limit(5, tenMinutes),
                new Limit(100, hour),
                new Limit(30, tenMinutes),
                new Limit(100_000, hour),
                new Limit(200_000, hour),
                new Spend(new BigDecimal("250"), Map.of(), new BigDecimal("0.05")),
                new PumpingGuard(30, 0.2, Duration.ofHours(6), Duration.ofHours(1)));
    }

    /**
     * So many within any stretch of time of that length.
     *
     * @param count 1 or more
     * @param window 1 second to 1 day
     */
    public record Limit(int count, Duration window) {

        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(1);

        public Limit {
            Rule.require(count >= 1, "count", "must be 1 or more; leave it out to switch it off");
            Rule.require(
                    window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0,
                    "window",
                    "must be 1 second to 1 day");
        }
    }

    /**
     * What SMS may cost in a day (UTC).
     *
     * @param dailyCap US dollars; more than 0
     * @param prices US dollars for a message part, by country (ISO 3166-1 alpha-2)
     * @param otherPrice US dollars for a message part to any other country
     */
    public record Spend(BigDecimal dailyCap, Map<String, BigDecimal> prices, BigDecimal otherPrice) {

        private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

        public Spend {
            prices = Map.copyOf(prices);
            Rule.require(
                    dailyCap.signum() > 0 && isAmount(dailyCap),
                    "limits.spend.dailyCap",
                    "must be more than 0, at most a billion, with 6 decimal places at most");
            Rule.require(
                    isPrice(otherPrice) && prices.values().stream().allMatch(Spend::isPrice),
                    "limits.spend",
                    "prices must be 0 or more, at most a billion, with 6 decimal places at most");
        }

        private static boolean isPrice(BigDecimal price) {
            return price.signum() >= 0 && isAmount(price);
        }

        /** A number of a billion digits is soon written, and costs whoever calculates with it dearly. */
        private static boolean isAmount(BigDecimal amount) {
            return amount.compareTo(MOST) <= 0 && amount.scale() <= 6;
        }
    }

    /**
     * Against SMS pumping: messages to numbers that pay the attacker, whose codes nobody enters.
     *
     * @param minimum codes sent to a range before its share is judged; 10 or more
     * @param share of codes that must have been entered, 0 to 1; below it the range is closed
     * @param lookBack how far back codes count; those too young to judge do not count
     * @param closedFor for how long a range stays closed
     */
    public record PumpingGuard(int minimum, double share, Duration lookBack, Duration closedFor) {

        public PumpingGuard {
            Rule.require(minimum >= 10, "limits.pumping.minimum", "must be 10 or more");
            Rule.require(share > 0 && share < 1, "limits.pumping.share", "must be between 0 and 1");
            Rule.require(
                    lookBack.compareTo(Duration.ofMinutes(30)) >= 0 && lookBack.compareTo(Duration.ofDays(2)) <= 0,
                    "limits.pumping.lookBack",
                    "must be 30 minutes to 2 days");
            Rule.require(
                    closedFor.isPositive() && closedFor.compareTo(Duration.ofDays(7)) <= 0,
                    "limits.pumping.closedFor",
                    "must be more than 0, at most 7 days");
        }
    }
}
