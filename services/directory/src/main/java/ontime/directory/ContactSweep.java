package ontime.directory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import ontime.directory.user.EndingContacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for temporary contacts that have ended. Every replica does it. */
final class ContactSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ContactSweep.class);

    private final EndingContacts ending;
    private final Counter failures;

    ContactSweep(EndingContacts ending, MeterRegistry meters) {
        this.ending = ending;
        this.failures = meters.counter("otp.contacts.end.failures");
    }

    @Scheduled(fixedDelayString = "${ontime.directory.contacts.sweep:1s}")
    void sweep() {
        try {
            int ended = ending.end(this::failed);
            if (ended > 0) {
                LOG.info("{} temporary contacts have ended", ended);
            }
        } catch (RuntimeException e) {
            LOG.warn("temporary contacts cannot end now: {}", e.getClass().getSimpleName());
        }
    }

    /** Without whose: it may be anybody's, each time again. */
    private void failed(RuntimeException e) {
        failures.increment();
        LOG.warn("a temporary contact cannot end: {}", e.getClass().getSimpleName());
    }
}
