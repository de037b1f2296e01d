package ontime.history.contacts;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Optional;
import ontime.events.FollowerState;

/**
 * A change of a contact and what became of it elsewhere.
 *
 * @param reports of this version, the oldest first
 */
public record KnownChange(ContactChange change, List<FollowerReport> reports) {

    /** Whose word counts for where codes go. */
    private static final String ISSUER = "issuer";

    public KnownChange {
        reports = reports.stream().sorted(comparing(FollowerReport::at)).toList();
    }

    /** Since when codes follow the change, by the issuer's last word; empty while they do not. */
    public Optional<FollowerReport> inForce() {
        return word(FollowerState.APPLIED);
    }

    /** That codes cannot follow the change without somebody's help. */
    public Optional<FollowerReport> failed() {
        return word(FollowerState.FAILED);
    }

    /** Since when the issuer says so without having said anything else in between. */
    private Optional<FollowerReport> word(FollowerState state) {
        return reports.stream()
                .filter(report -> report.follower().equals(ISSUER))
                .reduce((since, next) -> next.state() == since.state() ? since : next)
                .filter(report -> report.state() == state);
    }
}
