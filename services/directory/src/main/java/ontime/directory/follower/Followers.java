package ontime.directory.follower;

import java.time.Instant;
import java.util.Optional;
import ontime.events.ContactApplied;

/** What is known of how far each follower is. */
public interface Followers {

    /**
     * Takes note of what a follower tells. An older word changes nothing, nor does one of a user or a version that is
     * not known, or that was of a user who has been erased since.
     *
     * @return when the version took effect here; empty when the word was no news
     */
    Optional<Instant> hear(ContactApplied told);
}
