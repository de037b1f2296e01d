package ontime.issuer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import ontime.events.CheckOutcome;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.outbox.Outbox;

/** What the issuer measures. Labels come from closed sets; never a destination, user, login or challenge. */
public final class IssuerMetrics {

    private final MeterRegistry meters;

    IssuerMetrics(MeterRegistry meters, Outbox outbox) {
        this.meters = meters;
        Gauge.builder("otp.outbox.pending", outbox, Outbox::size).register(meters);
    }

    public void issued(Challenge challenge) {
        meters.counter(
                        "otp.challenges",
                        "channel",
                        challenge.channel().name(),
                        "routing",
                        challenge.routingReason().name())
                .increment();
    }

    public void checked(CheckOutcome outcome) {
        meters.counter("otp.checks", "outcome", outcome.name()).increment();
    }
}
