package ontime.history.console;

import java.time.Duration;
import java.util.TreeMap;
import ontime.history.delays.Delays;
import ontime.history.verdict.PlainWords;

/**
 * A route, and how it did.
 *
 * @param late the share of its deliveries that came late, in words, as is {@code never}
 * @param address of its logins
 */
record RouteLine(String words, int deliveries, DelayPage.Figures figures, String late, String never, String address) {

    static RouteLine of(Delays.Route route, Delays delays) {
        var way = route.way();
        var more = new TreeMap<String, String>();
        more.put("channel", way.channel().name());
        if (way.provider() != null) {
            more.put("provider", way.provider());
        }
        if (way.country() != null) {
            more.put("country", way.country());
        }
        return new RouteLine(
                PlainWords.of(way.channel())
                        + (way.country() == null ? "" : " to " + PlainWords.country(way.country()))
                        + (way.provider() == null ? "" : " via " + way.provider()),
                route.deliveries(),
                DelayPage.Figures.of(route.whole()),
                Words.percent(route.late(), route.deliveries()),
                Words.percent(route.never(), route.deliveries()),
                HeatMap.address(
                        delays.hours().getFirst().begins(),
                        delays.hours().getLast().begins().plus(Duration.ofHours(1)),
                        more));
    }
}
