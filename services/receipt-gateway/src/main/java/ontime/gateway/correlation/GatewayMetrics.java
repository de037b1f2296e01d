package ontime.gateway.correlation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import ontime.events.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/** What the gateway counts. No label names a person, a login or a message. */
public final class GatewayMetrics {

    private static final Duration[] EDGES = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        Duration.ofSeconds(300)
    };

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private final MeterRegistry meters;
    private final Counter silent;

    public GatewayMetrics(MeterRegistry meters, Book book) {
        this.meters = meters;
        // There from the beginning: the growth of a counter that appears with its first message is nothing.
        this.silent = meters.counter("otp.gateway.silent");
        Gauge.builder("otp.gateway.waiting", book, Book::waiting)
                .description("Reports whose message no worker has handed over yet")
                .register(meters);
    }

    /** A call was let in. */
    public void took(Call call) {
        counter("otp.gateway.reports", "source", call.source())
                .increment(call.reports().size());
        counter("otp.gateway.unreadable", "source", call.source())
                .increment(call.unreadable().size());
    }

    /** A call was not let in. */
    public void refused(String source, String reason) {
        Counter.builder("otp.gateway.refused")
                .tag("source", source)
                .tag("reason", reason)
                .register(meters)
                .increment();
    }

    void gaveUp(Book.GivenUp reports) {
        counter(reports.late() ? "otp.gateway.late" : "otp.gateway.foreign", "provider", reports.provider())
                .increment((double) reports.reports());
    }

    void silent(int messages) {
        silent.increment(messages);
    }

    /** A report was published. The stage is the network's only when it ended with an arrival. */
    public void published(Heard heard) {
        var meaning = heard.report().meaning();
        Counter.builder("otp.gateway.published")
                .tag("provider", heard.of().key().provider())
                .tag("status", meaning.status().name())
                .tag(
                        "reason",
                        meaning.reason() == null ? "none" : meaning.reason().name())
                .register(meters)
                .increment();
        if (meaning.status() == DeliveryStatus.DELIVERED) {
            var took = Duration.between(heard.of().acceptedAt(), heard.report().occurredAt());
            Timer.builder("otp.stage")
                    .description("Where the time of a delivery went")
                    .tag("stage", "carrier")
                    .tag("channel", heard.of().channel().name())
                    .tag("country", country(heard.of().country()))
                    .tag("provider", heard.of().key().provider())
                    .serviceLevelObjectives(EDGES)
                    .register(meters)
                    .record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    /** What is no country is one label, whatever it is. */
    private static String country(@Nullable String country) {
        if (country == null) {
            return "none";
        }
        return COUNTRIES.contains(country) ? country : "other";
    }

    private Counter counter(String name, String tag, String value) {
        return meters.counter(name, tag, value);
    }
}
