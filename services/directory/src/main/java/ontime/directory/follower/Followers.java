package ontime.directory.follower;

import java.time.Instant;
import java.util.Optional;
import ontime.events.ContactApplied;
import org.jspecify.annotations.Nullable;

/** What is known of how far each follower is. */
public interface Followers {

    /**
     * Takes note of what a follower tells. An older word changes nothing, nor does one of a user or a version that is
     * not known, or that was of a user who has been erased since.
     *
     * @return empty when the word was no news
     */
    Optional<News> hear(ContactApplied told);

    /**
     * A word that says something new.
     *
     * @param changedAt when the version took effect here
     * @param before how far the follower was until then; null when it had not been asked to follow
     */
    record News(Instant changedAt, Standing.@Nullable State before) {}
}
