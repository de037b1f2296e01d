package ontime.issuer.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checked;
import ontime.issuer.challenge.Issued;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What callers get to see of challenges and checks. Times are ISO-8601 UTC, always with milliseconds. */
public final class Answers {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final String supportUrl;
    private final InstantSource clock;
    private final JsonMapper json;

    /** @param supportUrl of the support console's page of a login, to which the login's identifier is added */
    public Answers(String supportUrl, InstantSource clock, JsonMapper json) {
        this.supportUrl = supportUrl;
        this.clock = clock;
        this.json = json;
    }

    /**
     * A challenge.
     *
     * @param destination masked; null where an authenticator app makes the code
     * @param resendAt null likewise
     * @param fallbackAt when the same code goes over the other channel, unless the provider has taken it; earlier when
     *     it fails, and null where it does not
     */
    record ChallengeAnswer(
            String challengeId,
            String loginId,

            @Schema(allowableValues = {"SMS", "EMAIL", "TOTP"})
            String channel,

            @Nullable String destination,
            String reference,
            long sequence,

            @Schema(allowableValues = {"REQUESTED", "VERIFIED", "USED", "SUPERSEDED", "EXPIRED", "LOCKED", "CANCELLED"})
            String status,

            String expiresAt,
            @Nullable String resendAt,
            @Nullable String fallbackAt,
            Routing routing,
            String supportUrl) {}

    record Routing(@Nullable String requested, String used, String reason) {}

    record CheckAnswer(
            @Schema(allowableValues = {"VERIFIED", "WRONG_CODE", "SUPERSEDED", "EXPIRED", "ALREADY_USED", "LOCKED"})
            String outcome,

            int attemptsLeft,
            Current current) {}

    record Current(String challengeId, String loginId, String reference, String requestedAt) {}

    /** The answer as JSON, to be given now and each time that the same request is repeated. */
    String write(Challenge challenge) {
        return json.writeValueAsString(of(challenge));
    }

    /**
     * The answer to a wish for a challenge, as JSON.
     *
     * @throws Refusal when there is none
     */
    String answer(Issued issued) {
        return switch (issued) {
            case Issued.Made made -> write(made.challenge());
            case Issued.Repeated repeated -> repeated.answer();
            case Issued.OtherUnderSameKey _ -> throw Refusal.otherUnderSameKey();
            case Issued.Refused refused -> throw Refusal.of(refused);
        };
    }

    ChallengeAnswer of(Challenge challenge) {
        var routing = challenge.sending().routing();
        return new ChallengeAnswer(
                challenge.challengeId(),
                challenge.loginId(),
                routing.used().name(),
                challenge.isOfApp() ? null : routing.destination(),
                challenge.reference(),
                challenge.sequence(),
                status(challenge),
                format(challenge.expiresAt()),
                challenge.isOfApp() ? null : format(challenge.sending().resendAt()),
                fallbackAt(challenge),
                new Routing(
                        routing.requested() == null ? null : routing.requested().name(),
                        routing.used().name(),
                        routing.reason().name()),
                // Of what is not sent the history knows nothing until somebody types a code, and can say just that.
                supportUrl + challenge.loginId() + (challenge.isOfApp() ? "?code=app" : ""));
    }

    static CheckAnswer of(Checked checked) {
        var current = checked.current();
        return new CheckAnswer(
                checked.outcome().name(),
                checked.attemptsLeft(),
                new Current(
                        current.challengeId(), current.loginId(), current.reference(), format(current.requestedAt())));
    }

    private @Nullable String fallbackAt(Challenge challenge) {
        Instant at = challenge.sending().fallbackAt();
        return at == null || !challenge.isActive(clock.instant()) ? null : format(at);
    }

    private String status(Challenge challenge) {
        return switch (challenge.state()) {
            case ACTIVE -> challenge.isExpired(clock.instant()) ? "EXPIRED" : "REQUESTED";
            case VERIFIED, USED, SUPERSEDED, CANCELLED, LOCKED ->
                challenge.state().name();
        };
    }

    static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
