package ontime.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    /** Tenants whose users cannot be compared at present. */
    private final Set<String> halted = new HashSet<>();
    /** Tenants of whom users cannot be compared, until a step compares all of its own. */
    private final Set<String> passingBy = new HashSet<>();

    BookSweep(ComparingBooks comparing, Set<String> tenants) {
        this.comparing = comparing;
        this.tenants = Set.copyOf(tenants);
    }

    @Scheduled(fixedDelayString = "${ontime.directory.following.look:1s}")
    void sweep() {
        tenants.forEach(this::sweep);
    }

    private void sweep(String tenant) {
        var failures = new ArrayList<RuntimeException>();
        try {
            boolean wentOn = comparing.step(tenant, failures::add);
            halted.remove(tenant);
            if (!failures.isEmpty()) {
                passedBy(tenant, failures);
            } else if (wentOn) {
                passingBy.remove(tenant);
            }
        } catch (RuntimeException e) {
            // Once, and not each second for as long as a database is away.
            if (halted.add(tenant)) {
                LOG.warn(
                        "cannot go on with the comparison of contact books of {}, and goes on trying: {}",
                        tenant,
                        e.getClass().getSimpleName());
            }
        }
    }

    /** Without whose: it may be anybody's. */
    private void passedBy(String tenant, List<RuntimeException> failures) {
        if (passingBy.add(tenant)) {
            LOG.warn(
                    "contact books of {} cannot be compared, {} at first, and it goes on without them: {}",
                    tenant,
                    failures.size(),
                    failures.getFirst().getClass().getSimpleName());
        }
    }
}
