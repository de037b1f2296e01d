package ontime.issuer.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Keeps challenges and their events together: what one unit of work wrote is there as a whole, or not at all. */
public interface Store {

    /** Runs one unit of work. When this returns, its events will be published, whatever happens next. */
    <T> T inOneUnit(Function<Unit, T> work);

    /** What can be done within a unit of work. */
    interface Unit {

        /** The next sequence number of the user; holds up every other unit of the same user until this one ends. */
        long nextSequence(String tenant, String userId);

        /** The user's challenges that could still be entered, newest first. */
        List<Challenge> active(String tenant, String userId);

        /** The user's superseded challenges that were requested after an instant, newest first. */
        List<Challenge> superseded(String tenant, String userId, Instant since);

        Optional<Challenge> newestOf(String tenant, String userId);

        /** A challenge, held for this unit alone. */
        Optional<Challenge> lock(String tenant, String challengeId);

        /** The newest challenge of a login, held for this unit alone. */
        Optional<Challenge> lockNewestOfLogin(String tenant, String loginId);

        void add(Challenge challenge, String fingerprint);

        void change(Challenge challenge);

        void publish(Event event);
    }

    /**
     * An event that is to be published.
     *
     * @param id the event's own identifier, a UUID
     * @param at when what it tells became true
     */
    record Event(ontime.events.Topic topic, String key, String id, Instant at, SpecificRecord content) {}
}
