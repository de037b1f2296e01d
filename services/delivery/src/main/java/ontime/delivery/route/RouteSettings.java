package ontime.delivery.route;

import java.time.Duration;

/**
 * How the routes of a channel are watched; the same for each of them.
 *
 * @param callsInFlight bounds of the adaptive limit of calls at the same time, for each route
 * @param callsPerLane calls in flight to one lane, for example a mail domain, over all routes; 0 for no bound
 * @param slow when a route counts as slow, so that another is preferred
 * @param down when a route counts as down, and how it is probed
 * @param usualTimeBehind how long a message usually takes behind the provider, from being taken to being seen
 */
public record RouteSettings(
        CallsInFlight callsInFlight, int callsPerLane, Slow slow, Down down, Duration usualTimeBehind) {

    /**
     * Bounds of an adaptive limit.
     *
     * @param fewest that it ever falls to, 1 or more
     * @param first where it starts
     * @param most that it ever rises to, 10,000 or less
     */
    public record CallsInFlight(int fewest, int first, int most) {
        public CallsInFlight {
            if (fewest < 1 || first < fewest || most < first || most > 10_000) {
                throw new IllegalArgumentException(
                        "callsInFlight must be 1 <= fewest <= first <= most <= 10000, but is " + fewest + ", " + first
                                + ", " + most);
            }
        }
    }

    /**
     * What is slow: a share of the calls of the last half minute took longer than a bound.
     *
     * @param bound a call that takes longer is slow
     * @param share of slow calls from which on the route is slow, in (0, 1]
     * @param samples calls below which nothing is said about the route, 1 or more
     */
    public record Slow(Duration bound, double share, int samples) {
        public Slow {
            if (!bound.isPositive() || !(share > 0 && share <= 1) || samples < 1) {
                throw new IllegalArgumentException(
                        "slow.bound must be more than 0, slow.share more than 0 and at most 1, slow.samples 1 or more");
            }
        }
    }

    /**
     * What is down, and how often it is tried whether it still is.
     *
     * @param failures in a row that open the breaker, 1 to 64; half of the last four times as many calls do, too
     * @param firstProbe distance to the first probe, doubled after each that fails
     * @param longestProbe bound of that distance while another route carries the traffic
     * @param longestProbeAlone bound of that distance while no other route is open: everybody waits for this one
     */
    public record Down(int failures, Duration firstProbe, Duration longestProbe, Duration longestProbeAlone) {
        public Down {
            if (failures < 1 || failures > 64) {
                throw new IllegalArgumentException("down.failures must be 1 to 64");
            }
            if (!firstProbe.isPositive()
                    || longestProbe.compareTo(firstProbe) < 0
                    || longestProbeAlone.compareTo(firstProbe) < 0) {
                throw new IllegalArgumentException("down.firstProbe must be more than 0 and no longer than"
                        + " down.longestProbe and down.longestProbeAlone");
            }
        }
    }

    public RouteSettings {
        if (callsPerLane < 0) {
            throw new IllegalArgumentException("callsPerLane must be 0 or more");
        }
        if (usualTimeBehind.isNegative()) {
            throw new IllegalArgumentException("usualTimeBehind must be 0 or more");
        }
    }
}
