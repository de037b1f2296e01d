package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import ontime.events.DeliveryReason;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.WithdrawalReason;

/**
 * What a worker has read about challenges that are over: the newest sequence of each user, and what was withdrawn. Two
 * commits of the issuer may be published in the other order, so the higher sequence wins, not the later record.
 *
 * <p>Nothing is kept longer than a code can live; memory is bounded by the rate of requests times that life.
 */
public final class EndedChallenges {

    /** NIST SP 800-63B-4 lets no code live longer. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private final ConcurrentMap<User, Newest> newestOfUser = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Withdrawn> withdrawn = new ConcurrentHashMap<>();

    private record User(String tenant, String userId) {}

    private record Newest(long sequence, Instant forgetAt) {

        /** Kept until both have expired: the older code may live longer, and must still be seen to be superseded. */
        Newest and(Newest other) {
            return new Newest(
                    Math.max(sequence, other.sequence), forgetAt.isAfter(other.forgetAt) ? forgetAt : other.forgetAt);
        }
    }

    private record Withdrawn(DeliveryReason reason, Instant forgetAt) {}

    /** Notes a request; every older challenge of the same user is now superseded. */
    public void note(OtpRequested request) {
        newestOfUser.merge(
                new User(request.getTenant(), request.getUserId()),
                new Newest(request.getSequence(), request.getExpiresAt()),
                Newest::and);
    }

    /** Notes that a challenge has ended. */
    public void note(OtpWithdrawn event) {
        DeliveryReason reason =
                event.getReason() == WithdrawalReason.SUPERSEDED ? DeliveryReason.SUPERSEDED : DeliveryReason.WITHDRAWN;
        withdrawn.put(
                event.getChallengeId(),
                new Withdrawn(reason, event.getWithdrawnAt().plus(LONGEST_LIFE)));
    }

    /** Why the request's challenge is over; empty when nothing was read that ends it. */
    Optional<DeliveryReason> reason(OtpRequested request) {
        Withdrawn end = withdrawn.get(request.getChallengeId());
        if (end != null) {
            return Optional.of(end.reason());
        }
        Newest newest = newestOfUser.get(new User(request.getTenant(), request.getUserId()));
        return newest != null && newest.sequence() > request.getSequence()
                ? Optional.of(DeliveryReason.SUPERSEDED)
                : Optional.empty();
    }

    /** Forgets what no living code can depend on. */
    public void forgetBefore(Instant now) {
        newestOfUser.values().removeIf(newest -> newest.forgetAt().isBefore(now));
        withdrawn.values().removeIf(end -> end.forgetAt().isBefore(now));
    }

    /** How much is remembered. */
    public int size() {
        return newestOfUser.size() + withdrawn.size();
    }
}
