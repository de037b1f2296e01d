package ontime.delivery.engine;

import static ontime.delivery.MovingClock.NOW;

import java.time.Duration;
import java.time.Instant;

/** Requests for tests that need no message in them. */
final class Requests {

    static final Duration LIFE = Duration.ofMinutes(5);

    private Requests() {}

    /** The first delivery of a challenge of a user of its own, published now. */
    static Request of(String challenge) {
        return of(challenge, 1, "user of " + challenge, 1, NOW);
    }

    static Request of(String challenge, int number, String user, long sequence, Instant publishedAt) {
        return inLane("", challenge, number, user, sequence, publishedAt);
    }

    static Request ofParts(int parts, String challenge) {
        return of("", parts, challenge, 1, "user of " + challenge, 1, NOW);
    }

    static Request inLane(String lane, String challenge, int number, String user, long sequence, Instant publishedAt) {
        return of(lane, 1, challenge, number, user, sequence, publishedAt);
    }

    private static Request of(
            String lane, int parts, String challenge, int number, String user, long sequence, Instant publishedAt) {
        return new Request(
                new DeliveryId(challenge, number),
                user,
                sequence,
                publishedAt.plus(LIFE),
                publishedAt,
                lane,
                parts,
                1000,
                "content of " + challenge);
    }
}
