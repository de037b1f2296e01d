package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import ontime.delivery.Outcome;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.route.Route;
import ontime.delivery.route.Routes;
import ontime.delivery.route.Routes.Clearance;
import ontime.events.Channel;
import ontime.sealing.Message;
import org.junit.jupiter.api.Test;

/** Two relays, one of which goes away and comes back. Only the time between the mails is moved. */
class SmtpFailoverTest {

    private static final Message MAIL = new Message("jo@example.com", null, "Your code", "123456", null);

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void whenTheFirstRelayGoesAwayTheSecondTakesTheMailsUntilItIsBack() throws Exception {
        var first = new Mailbox();
        int port = first.port();
        try (var second = new Mailbox();
                var relays = Relays.routes(Relays.plain(port), Relays.plain(second.port()))) {
            var routes = new Routes(Channel.EMAIL, relays.inOrder(), OneRoute.SETTINGS, new SimpleMeterRegistry());
            assertThat(accepted(routes, 10)).isEqualTo(10);
            assertThat(first.received("jo@example.com")).hasSize(10);

            first.close();
            assertThat(accepted(routes, 15)).isEqualTo(10);
            assertThat(second.received("jo@example.com")).hasSize(10);

            try (var again = new Mailbox(port)) {
                now = now.plusSeconds(30);
                assertThat(accepted(routes, 10)).isEqualTo(10);
                assertThat(again.received("jo@example.com")).hasSize(10);
            }
        } finally {
            first.close();
        }
    }

    private int accepted(Routes routes, int mails) {
        int accepted = 0;
        for (int i = 0; i < mails; i++) {
            Route route = ((Clearance.Go) routes.ask("example.com", 1, Duration.ofMinutes(5), now)).route();
            Outcome outcome = route.provider().send(MAIL, "c-" + i + ".1");
            now = now.plusMillis(10);
            routes.ended(route, "example.com", outcome, Duration.ofMillis(10), now);
            accepted += outcome instanceof Outcome.Accepted ? 1 : 0;
        }
        return accepted;
    }
}
