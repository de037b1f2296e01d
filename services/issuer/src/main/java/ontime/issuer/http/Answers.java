package ontime.issuer.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checked;
import org.jspecify.annotations.Nullable;

/** What callers get to see of challenges and checks. Times are ISO-8601 UTC, always with milliseconds. */
public final class Answers {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final String supportUrl;
    private final InstantSource clock;

    /** @param supportUrl of the support console's page of a login, to which the login's identifier is added */
    public Answers(String supportUrl, InstantSource clock) {
        this.supportUrl = supportUrl;
        this.clock = clock;
    }

    record ChallengeAnswer(
            String challengeId,
            String loginId,
            String channel,
            String destination,
            String reference,
            long sequence,
            String status,
            String expiresAt,
            String resendAt,
            Routing routing,
            String supportUrl) {}

    record Routing(@Nullable String requested, String used, String reason) {}

    record CheckAnswer(String outcome, int attemptsLeft, Current current) {}

    record Current(String reference, String requestedAt) {}

    ChallengeAnswer of(Challenge challenge) {
        var routing = challenge.routing();
        return new ChallengeAnswer(
                challenge.challengeId(),
                challenge.loginId(),
                routing.used().name(),
                routing.destination(),
                challenge.reference(),
                challenge.sequence(),
                status(challenge),
                format(challenge.expiresAt()),
                format(challenge.resendAt()),
                new Routing(
                        routing.requested() == null ? null : routing.requested().name(),
                        routing.used().name(),
                        routing.reason().name()),
                supportUrl + challenge.loginId());
    }

    static CheckAnswer of(Checked checked) {
        var current = checked.current();
        return new CheckAnswer(
                checked.outcome().name(),
                checked.attemptsLeft(),
                new Current(current.reference(), format(current.requestedAt())));
    }

    private String status(Challenge challenge) {
        return switch (challenge.state()) {
            case ACTIVE -> challenge.isExpired(clock.instant()) ? "EXPIRED" : "REQUESTED";
            case VERIFIED, SUPERSEDED, CANCELLED, LOCKED -> challenge.state().name();
        };
    }

    private static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
