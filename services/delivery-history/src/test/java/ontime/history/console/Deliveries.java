package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.RoutingReason;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;

/** The facts of many deliveries, each of which took as long as the test says. */
final class Deliveries {

    private final List<Published> facts = new ArrayList<>();
    private int number;

    /** A day with a quiet night, a busy morning, and a bad hour for SMS to one country. */
    static Deliveries ofDay(Instant midnight) {
        var day = new Deliveries();
        IntStream.range(0, 24)
                .forEach(hour -> IntStream.range(0, 4 + 2 * Math.min(hour, 24 - hour))
                        .forEach(one -> {
                            var at = midnight.plus(hour, ChronoUnit.HOURS).plusSeconds(90L * one);
                            var slow = hour == 14 ? 60 : 1;
                            day.arrived(
                                    at,
                                    Channel.SMS,
                                    one % 3 == 0 ? "DE" : "GB",
                                    Duration.ofMillis(1_500L + 350L * one * slow));
                            day.arrived(at.plusSeconds(20), Channel.EMAIL, null, Duration.ofMillis(900L + 40L * one));
                        }));
        day.lost(midnight.plus(14, ChronoUnit.HOURS).plusSeconds(30), "DE");
        day.lost(midnight.plus(14, ChronoUnit.HOURS).plusSeconds(40), "DE");
        return day;
    }

    List<Published> facts() {
        return List.copyOf(facts);
    }

    /** A login whose code arrived so long after the click. */
    Deliveries arrived(Instant click, Channel channel, @Nullable String country, Duration took) {
        asked(click, channel, country);
        reported(click, channel, country, DeliveryStatus.ACCEPTED, null, null, click.plusMillis(400));
        reported(
                click,
                channel,
                country,
                DeliveryStatus.DELIVERED,
                Confidence.HANDSET,
                HeardBy.GATEWAY,
                click.plus(took));
        return this;
    }

    /** A login whose code the provider took, and the network gave back. */
    Deliveries lost(Instant click, String country) {
        asked(click, Channel.SMS, country);
        reported(click, Channel.SMS, country, DeliveryStatus.ACCEPTED, null, null, click.plusMillis(400));
        reported(click, Channel.SMS, country, DeliveryStatus.FAILED, null, HeardBy.GATEWAY, click.plusSeconds(4));
        return this;
    }

    private void asked(Instant click, Channel channel, @Nullable String country) {
        number++;
        add(
                new Fact.Requested(
                        "day-request-" + number,
                        "acme",
                        "u-day-" + number,
                        "day-" + number,
                        "c-day-" + number,
                        1,
                        1,
                        "D7",
                        channel,
                        null,
                        RoutingReason.POLICY_DEFAULT,
                        channel == Channel.SMS ? "+44 •••• ••0" + 100 % 900 : "d•••@example.com",
                        "fingerprint-of-the-day",
                        country,
                        1L,
                        click,
                        click.plusMillis(40),
                        click.plusSeconds(300)),
                click.plusMillis(60));
    }

    private void reported(
            Instant click,
            Channel channel,
            @Nullable String country,
            DeliveryStatus status,
            @Nullable Confidence confidence,
            @Nullable HeardBy heardBy,
            Instant at) {
        add(
                new Fact.Reported(
                        "day-" + status + "-" + number,
                        "acme",
                        "u-day-" + number,
                        "day-" + number,
                        "c-day-" + number,
                        1,
                        channel,
                        country,
                        1,
                        status,
                        null,
                        null,
                        channel == Channel.SMS ? "sns" : "smtp",
                        "m-day-" + number,
                        confidence,
                        click.plusMillis(60),
                        click.plusMillis(75),
                        click.plusMillis(200),
                        at,
                        at,
                        null,
                        heardBy,
                        null,
                        null,
                        null),
                at);
    }

    private void add(Fact fact, Instant published) {
        facts.add(new Published(fact, published));
    }
}
