package ontime.history.contacts;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import ontime.events.FollowerState;

/**
 * A change of a contact and what became of it elsewhere.
 *
 * @param reports of this version, the oldest first, without those that only repeat what the follower said last
 */
public record KnownChange(ContactChange change, List<FollowerReport> reports) {

    /** Whose word counts for where codes go. */
    private static final String ISSUER = "issuer";

    public KnownChange {
        var said = new HashMap<String, FollowerState>();
        var news = new ArrayList<FollowerReport>();
        for (var report : reports.stream().sorted(comparing(FollowerReport::at)).toList()) {
            if (said.put(report.follower(), report.state()) != report.state()) {
                news.add(report);
            }
        }
        reports = List.copyOf(news);
    }

    /** Since when codes follow the change, by the issuer's last word; empty while they do not. */
    public Optional<FollowerReport> inForce() {
        return word(FollowerState.APPLIED);
    }

    /** That codes cannot follow the change without somebody's help. */
    public Optional<FollowerReport> failed() {
        return word(FollowerState.FAILED);
    }

    private Optional<FollowerReport> word(FollowerState state) {
        return reports.stream()
                .filter(report -> report.follower().equals(ISSUER))
                .reduce((_, last) -> last)
                .filter(report -> report.state() == state);
    }
}
