package ontime.issuer.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ontime.events.CodeChecked;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;

/** Keeps challenges and their events together: what one unit of work wrote is there as a whole, or not at all. */
public interface Store {

    /** Runs one unit of work. When this returns, its events will be published, whatever happens next. */
    <T> T inOneUnit(Function<Unit, T> work);

    /** What can be done within a unit of work. */
    interface Unit {

        /** The next sequence number of the user; holds up every other unit of the same user until this one ends. */
        long nextSequence(String tenant, String userId);

        /** Whether the login is this user's; it becomes so when it is nobody's yet. */
        boolean claimLogin(String tenant, String loginId, String userId);

        /** The user's challenges that were requested after an instant, newest first. */
        List<Challenge> recent(String tenant, String userId, Instant since);

        /** The same, held for this unit alone. */
        List<Challenge> lockRecent(String tenant, String userId, Instant since);

        Optional<Challenge> find(String tenant, String challengeId);

        /** A challenge, held for this unit alone. */
        Optional<Challenge> lock(String tenant, String challengeId);

        /** The newest challenge of a login, held for this unit alone. */
        Optional<Challenge> lockNewestOfLogin(String tenant, String loginId);

        void add(Challenge challenge);

        void change(Challenge challenge);

        void publish(OtpRequested event);

        void publish(OtpWithdrawn event);

        void publish(CodeChecked event);
    }
}
