package ontime.directory;

import java.util.Set;
import ontime.directory.following.ComparingBooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Goes on with comparing those who follow the contact books. Every replica does it, each step once. */
final class BookSweep {

    private static final Logger LOG = LoggerFactory.getLogger(BookSweep.class);

    private final ComparingBooks comparing;
    private final Set<String> tenants;

    BookSweep(ComparingBooks comparing, Set<String> tenants) {
        this.comparing = comparing;
        this.tenants = Set.copyOf(tenants);
    }

    @Scheduled(fixedDelayString = "${ontime.directory.following.look:1s}")
    void sweep() {
        for (String tenant : tenants) {
            try {
                comparing.step(tenant);
            } catch (RuntimeException e) {
                LOG.warn(
                        "cannot go on with the comparison of contact books: {}",
                        e.getClass().getSimpleName());
            }
        }
    }
}
