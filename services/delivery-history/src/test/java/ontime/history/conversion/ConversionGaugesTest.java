package ontime.history.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversionGaugesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Conversions.Group> groups = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private final ConversionGauges gauges = new ConversionGauges(
            (question, youngAfter) -> {
                asked.addAll(List.of(question.from(), question.to(), youngAfter));
                return new Conversions.Answer(groups, 7, false);
            },
            meters,
            () -> NOW,
            Set.of("sns", "smtp"),
            Set.of(),
            Set.of("gmail.com"),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60));

    @Test
    void whatIsNotNamedBeforehandIsOneLabel() {
        groups.add(group("SMS", "GB", "sns", null, 10));
        groups.add(group("SMS", "ZZ", "sns", null, 2));
        groups.add(group("SMS", "XX", "somebody else's", null, 1));
        groups.add(group("EMAIL", null, "smtp", "gmail.com", 5));
        groups.add(group("EMAIL", null, "smtp", "ada.example", 3));
        groups.add(group("EMAIL", null, "smtp", "grace.example", 4));

        gauges.refresh();

        assertThat(requested("SMS", "GB", "sns", "none")).isEqualTo(10);
        assertThat(requested("SMS", "other", "sns", "none")).isEqualTo(2);
        assertThat(requested("SMS", "other", "other", "none")).isEqualTo(1);
        assertThat(requested("EMAIL", "none", "smtp", "gmail.com")).isEqualTo(5);
        assertThat(requested("EMAIL", "none", "smtp", "other")).isEqualTo(7);
        assertThat(meters.get("otp.conversion.too.young").gauge().value()).isEqualTo(7);
        assertThat(asked).containsExactly(NOW.minus(Duration.ofMinutes(30)), NOW, NOW.minus(Duration.ofSeconds(60)));
    }

    @Test
    void whatIsNoLongerThereIsNotToldAnyMore() {
        groups.add(group("SMS", "GB", "sns", null, 10));
        gauges.refresh();
        groups.clear();
        groups.add(group("SMS", "IE", "sns", null, 1));

        gauges.refresh();

        assertThat(meters.find("otp.conversion.deliveries").tag("country", "GB").gauges())
                .isEmpty();
        assertThat(meters.find("otp.conversion.deliveries").tag("country", "IE").gauges())
                .extracting(Gauge::value)
                .containsExactlyInAnyOrder(1.0, 1.0, 0.0, 0.0);
    }

    private double requested(String channel, String country, String provider, String domain) {
        return meters.get("otp.conversion.deliveries")
                .tags("step", "requested", "channel", channel, "country", country, "provider", provider)
                .tags("domain", domain)
                .gauge()
                .value();
    }

    private static Conversions.Group group(
            String channel, @Nullable String country, String provider, @Nullable String domain, long requested) {
        Map<Distinction, @Nullable String> of = new EnumMap<>(Distinction.class);
        of.put(Distinction.CHANNEL, channel);
        of.put(Distinction.COUNTRY, country);
        of.put(Distinction.PROVIDER, provider);
        of.put(Distinction.DOMAIN, domain);
        return new Conversions.Group(of, new Funnel(requested, requested, 0, 0, 0));
    }
}
