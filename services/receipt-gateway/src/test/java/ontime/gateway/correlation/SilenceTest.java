package ontime.gateway.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import ontime.events.Channel;
import ontime.gateway.report.MessageKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Instant ACCEPTED = Instant.parse("2026-03-02T10:00:00Z");

    private final Silence silence = new Silence(
            ACCEPTED,
            Map.of(
                    "sns",
                    Duration.ofMinutes(15),
                    "sns.in",
                    Duration.ofMinutes(60),
                    "sns.route.euwest1",
                    Duration.ofMinutes(5),
                    "sns.route.ap-south-1",
                    Duration.ofMinutes(90)));

    @Test
    void eachRouteHasItsOwnPatience() {
        assertThat(silence.of(handover("sns", "GB", "eu-west-1"))).isEqualTo(ACCEPTED.plus(Duration.ofMinutes(5)));
        assertThat(silence.of(handover("sns", "IN", "ap-south-1"))).isEqualTo(ACCEPTED.plus(Duration.ofMinutes(90)));
        assertThat(silence.of(handover("sns", "IN", "us-east-1")))
                .as("of a route without a bound of its own")
                .isEqualTo(ACCEPTED.plus(Duration.ofMinutes(60)));
        assertThat(silence.of(handover("smtp", null, "eu-west-1")))
                .as("a route of another provider")
                .isNull();
    }

    @Test
    void eachCountryHasItsOwnPatience() {
        assertThat(silence.of(handover("sns", "GB"))).isEqualTo(ACCEPTED.plus(Duration.ofMinutes(15)));
        assertThat(silence.of(handover("sns", "IN"))).isEqualTo(ACCEPTED.plus(Duration.ofMinutes(60)));
        assertThat(silence.of(handover("sns", null))).isEqualTo(ACCEPTED.plus(Duration.ofMinutes(15)));
    }

    @Test
    void whoNeverReportsIsNeverSilent() {
        assertThat(silence.of(handover("smtp", null))).isNull();
    }

    @Test
    void whatWasAcceptedBeforeAnybodyListenedIsNeverSilent() {
        var later = new Silence(ACCEPTED.plusMillis(1), silence.bounds());

        assertThat(later.of(handover("sns", "GB"))).isNull();
    }

    private static Handover handover(String provider, @Nullable String country) {
        return handover(provider, country, null);
    }

    private static Handover handover(String provider, @Nullable String country, @Nullable String route) {
        return new Handover(
                new MessageKey(provider, "m-1"),
                "acme",
                "u-1",
                "l-1",
                "c-1",
                1,
                Channel.SMS,
                country,
                1,
                route,
                null,
                ACCEPTED);
    }
}
