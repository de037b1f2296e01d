package ontime.directory.user;

import java.time.Instant;
import java.util.function.Supplier;
import ontime.directory.follower.Standing;

/** Tells a user's contact book once more, so that those who follow it compare what they hold with it. */
public final class Comparing {

    private final Lookup lookup;
    private final Supplier<String> ids;

    public Comparing(Lookup lookup, Supplier<String> ids) {
        this.lookup = lookup;
        this.ids = ids;
    }

    /** Asks those who follow a locked user. */
    public void ask(Store.Unit unit, Account account, Instant now) {
        var book = Books.compared(account, ids.get(), account.next(now), isAnswerMissing(account.key()));
        unit.announce(Announcement.of(book));
    }

    /** What is as it should be is not answered, unless the answer to the change itself did not come, or was no good. */
    private boolean isAnswerMissing(UserKey user) {
        return lookup.find(user).stream()
                .flatMap(sight -> sight.contacts().values().stream())
                .flatMap(past -> past.followers().stream())
                .anyMatch(one -> one.follower().equals(Lookup.ISSUER) && one.state() != Standing.State.APPLIED);
    }
}
