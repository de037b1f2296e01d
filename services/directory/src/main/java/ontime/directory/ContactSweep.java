package ontime.directory;

import ontime.directory.user.EndingContacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks for temporary contacts that have ended. Every replica does it. */
final class ContactSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ContactSweep.class);

    private final EndingContacts ending;

    ContactSweep(EndingContacts ending) {
        this.ending = ending;
    }

    @Scheduled(fixedDelayString = "${ontime.directory.contacts.sweep:1s}")
    void sweep() {
        try {
            int ended = ending.end();
            if (ended > 0) {
                LOG.info("{} temporary contacts have ended", ended);
            }
        } catch (RuntimeException e) {
            LOG.warn("temporary contacts cannot end now: {}", e.getClass().getSimpleName());
        }
    }
}
