package ontime.issuer.challenge;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import ontime.events.Channel;
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

    void fellBack(Channel from, FallbackCause cause) {
        String because = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
        meters.counter("otp.fallbacks", "from", from.name(), "cause", because).increment();
    }

    void begun(Started.Answer answer) {
        meters.counter("otp.login.events", "answer", answer.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void checked(CheckOutcome outcome) {
        meters.counter("otp.checks", "outcome", outcome.name()).increment();
    }
}
