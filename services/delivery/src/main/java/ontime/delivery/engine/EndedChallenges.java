package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ontime.events.DeliveryReason;

/**
 * What a worker has read about challenges that are over: the newest sequence of each user, and what was withdrawn; and
 * which delivery of a user's newest challenge it has begun to send, so that no older one follows it. Two commits of the
 * issuer may be published in the other order, so the higher number wins, not the later record.
 *
 * <p>Nothing is kept longer than a code can live; memory is bounded by the rate of requests times that life.
 */
final class EndedChallenges {

    /** NIST SP 800-63B-4 lets no code live longer. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private final Map<String, Newest> newestOfUser = new HashMap<>();
    private final Map<String, Withdrawn> withdrawn = new HashMap<>();
    private final Calendar<String> users = new Calendar<>();
    private final Calendar<String> challenges = new Calendar<>();

    /** @param begun number of the newest delivery of it that was begun; 0 for none */
    private record Newest(long sequence, int begun, Instant forgetAt) {}

    private record Withdrawn(DeliveryReason reason, Instant forgetAt) {}

    /** Notes a request of a user; every older challenge of the same user is now superseded. */
    void noteRequest(String user, long sequence, Instant expiresAt, Instant now) {
        Newest known = newestOfUser.get(user);
        if (known == null) {
            // What has expired already supersedes nothing that lives; a long topic of such must not fill the memory.
            if (expiresAt.isAfter(now)) {
                newestOfUser.put(user, new Newest(sequence, 0, expiresAt));
                users.add(user, expiresAt);
            }
            return;
        }
        // Kept until both have expired: the older code may live longer, and must still be seen to be superseded.
        Instant forgetAt = known.forgetAt().isAfter(expiresAt) ? known.forgetAt() : expiresAt;
        newestOfUser.put(
                user,
                sequence > known.sequence()
                        ? new Newest(sequence, 0, forgetAt)
                        : new Newest(known.sequence(), known.begun(), forgetAt));
    }

    /** Notes that a challenge has ended. */
    void noteEnd(String challengeId, DeliveryReason reason, Instant at, Instant now) {
        Instant forgetAt = at.plus(LONGEST_LIFE);
        if (forgetAt.isAfter(now)) {
            withdrawn.put(challengeId, new Withdrawn(reason, forgetAt));
            challenges.add(challengeId, forgetAt);
        }
    }

    /** Notes that a call for a request begins. */
    void noteCall(Request request) {
        newestOfUser.computeIfPresent(
                request.user(),
                (user, newest) -> newest.sequence() == request.sequence()
                        ? new Newest(
                                newest.sequence(),
                                Math.max(newest.begun(), request.id().number()),
                                newest.forgetAt())
                        : newest);
    }

    /** Why nothing is to be sent for the request; empty when nothing was read that says so. */
    Optional<DeliveryReason> reason(Request request) {
        Withdrawn end = withdrawn.get(request.id().challengeId());
        if (end != null) {
            return Optional.of(end.reason());
        }
        Newest newest = newestOfUser.get(request.user());
        return newest != null && isOlder(request, newest) ? Optional.of(DeliveryReason.SUPERSEDED) : Optional.empty();
    }

    private static boolean isOlder(Request request, Newest newest) {
        return request.sequence() < newest.sequence()
                || (request.sequence() == newest.sequence() && request.id().number() < newest.begun());
    }

    /** Forgets what no living code can depend on. */
    void forgetBefore(Instant now) {
        users.takeBefore(now, user -> {
            Newest newest = newestOfUser.get(user);
            if (newest != null && newest.forgetAt().isBefore(now)) {
                newestOfUser.remove(user);
            } else if (newest != null) {
                users.add(user, newest.forgetAt());
            }
        });
        challenges.takeBefore(now, challenge -> {
            Withdrawn end = withdrawn.get(challenge);
            if (end != null && end.forgetAt().isBefore(now)) {
                withdrawn.remove(challenge);
            }
        });
    }
}
