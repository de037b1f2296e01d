package ontime.directory.following;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.directory.follower.Standing;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.UserKey;
import ontime.events.ContactApplied;
import org.jspecify.annotations.Nullable;

/** What is to be done at the stores outside. It is added to by the units of work that change contacts. */
public interface WorkList {

    /**
     * Takes work of a store that is due: what somebody waits for first, then what is urgent. Nobody else gets it until
     * the lease ends.
     */
    List<Work> claim(String tenant, String follower, Instant now, Instant leaseEnds, int limit);

    /** The contact of a work; empty when there is a newer version, or the user is no more. */
    Optional<Known> find(Work work);

    /**
     * A contact, and how far the store is with it.
     *
     * @param usable whether codes may go there: a store has no others
     * @param state null when the store was added after the contact
     */
    record Known(ContactVersion contact, boolean usable, Standing.@Nullable State state) {}

    /**
     * The work is at its end, unless a newer version has come meanwhile, which is due now. What is told becomes the
     * store's state, and is published. When the lease was lost, nobody knows who was the last one at the store: it is
     * compared.
     *
     * @param told null when there is nothing new
     * @param letter whether it becomes a dead letter, too
     */
    void end(Work work, @Nullable ContactApplied told, boolean letter);

    /** As {@link #end}, but the contact is to be brought there again. */
    void repair(Work work, @Nullable ContactApplied told, Instant now);

    /**
     * It did not succeed, and is tried again.
     *
     * @param detail why, in words
     */
    void postpone(Work work, Instant until, String detail);

    /** A store does nothing at present, for anybody. */
    void rests(String tenant, String follower, Rest rest);

    /**
     * Why a store does nothing.
     *
     * @param detail in words
     * @param until when it is asked again
     */
    record Rest(String detail, Instant until) {}

    /** A store that did nothing does again. */
    void answers(String tenant, String follower);

    /**
     * Has the contacts of a user, whom the unit of work has locked, compared at a store. What waits there for another
     * try is due then.
     */
    void compare(UserKey user, String follower, Instant now);

    /**
     * Has the contacts of the next users of a tenant compared, unless as many as that are due already.
     *
     * @param after the user before the first
     * @return the last user; empty when there was none left
     */
    Next compare(String tenant, String follower, String after, int users, Instant now);

    /** What came of going on with a walk. */
    sealed interface Next {
        /** The last user whose contacts are to be compared. */
        record Until(String userId) implements Next {}

        /** There are no more users. */
        record AtTheEnd() implements Next {}

        /** What was begun is not done yet. */
        record Busy() implements Next {}
    }

    /** The walk through a tenant's users that is due, if it is; nobody else gets it before then. */
    Optional<Walk> walk(String tenant, String follower, Instant now, Instant nextLook);

    /** How far a walk is, and when it goes on. */
    void walked(Walk walk, Instant due);

    /** A walk through a tenant's users at a store. */
    record Walk(String tenant, String follower, String after, Instant beganAt) {}
}
