package ontime.directory.user;

import java.time.Instant;
import java.util.List;
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
        Instant at = account.next(now);
        var unanswered = unanswered(account.key());
        // The book does not name what was taken away, so that no answer to the book is one for it.
        unanswered.stream().filter(contact -> contact.shown() == null).forEach(removal -> tellAgain(unit, removal, at));
        unit.announce(Announcement.of(Books.compared(account, ids.get(), at, !unanswered.isEmpty())));
    }

    private void tellAgain(Store.Unit unit, ContactVersion removal, Instant now) {
        var left = unit.version(removal.user(), removal.kind(), removal.version() - 1)
                .orElse(null);
        unit.announce(Announcement.again(ContactWriter.event(ids.get(), removal, left), now));
    }

    /** What is as it should be is not answered, unless the answer to the change itself did not come, or was no good. */
    private List<ContactVersion> unanswered(UserKey user) {
        return lookup.find(user).stream()
                .flatMap(sight -> sight.contacts().values().stream())
                .filter(past -> past.followers().stream().anyMatch(Comparing::isUnanswered))
                .map(Lookup.Past::contact)
                .toList();
    }

    private static boolean isUnanswered(Standing one) {
        return one.follower().equals(Lookup.ISSUER) && one.state() != Standing.State.APPLIED;
    }
}
