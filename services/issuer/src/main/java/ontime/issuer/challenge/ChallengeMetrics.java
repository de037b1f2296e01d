package ontime.issuer.challenge;

import io.micrometer.core.instrument.MeterRegistry;
import ontime.events.CheckOutcome;
import ontime.events.RefusalReason;

/** Counts codes and checks. Labels come from closed sets; never a destination, user, login or challenge. */
public final class ChallengeMetrics {

    private final MeterRegistry meters;

    public ChallengeMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void issued(Challenge.Routing routing) {
        meters.counter(
                        "otp.challenges",
                        "channel",
                        routing.used().name(),
                        "routing",
                        routing.reason().name())
                .increment();
    }

    void refused(RefusalReason reason) {
        meters.counter("otp.refusals", "reason", reason.name()).increment();
    }

    void checked(CheckOutcome outcome) {
        meters.counter("otp.checks", "outcome", outcome.name()).increment();
    }
}
