package ontime.issuer.kafka;

import java.time.InstantSource;
import ontime.issuer.challenge.FallingBack;
import ontime.issuer.challenge.Timer;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Acts on deadlines of deliveries that nothing good was heard of. Every replica does it. */
final class FallbackSweep {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackSweep.class);

    private final FallingBack fallingBack;
    private final Spans spans;
    private final InstantSource clock;

    FallbackSweep(FallingBack fallingBack, Spans spans, InstantSource clock) {
        this.fallingBack = fallingBack;
        this.spans = spans;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${ontime.issuer.fallback.sweep:1s}")
    void sweep() {
        try {
            fallingBack.due().forEach(this::act);
        } catch (RuntimeException e) {
            LOG.warn("cannot look for deliveries to fall back from: {}", e.getMessage());
        }
    }

    /** One that fails holds up no other. */
    private void act(Timer timer) {
        try (var _ = Work.ofALogin(spans, clock, "fall back")) {
            fallingBack.act(timer);
        } catch (RuntimeException e) {
            LOG.warn(
                    "challenge {} cannot fall back yet: {}",
                    timer.challengeId(),
                    e.getClass().getSimpleName());
        }
    }
}
