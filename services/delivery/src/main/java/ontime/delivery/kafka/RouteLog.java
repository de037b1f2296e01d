package ontime.delivery.kafka;

import ontime.delivery.route.RouteNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever reads the log that a route was left, or is back; never of a message, and so never a destination. */
final class RouteLog {

    private static final Logger LOG = LoggerFactory.getLogger(RouteLog.class);

    private RouteLog() {}

    static void write(RouteNews news) {
        switch (news) {
            case RouteNews.Left(String route, var reason, String detail) ->
                LOG.warn("route {} is down and only probed from now on: {}, {}", route, reason, detail);
            case RouteNews.Back(String route, var away) -> LOG.info("route {} is back after {}", route, away);
        }
    }
}
