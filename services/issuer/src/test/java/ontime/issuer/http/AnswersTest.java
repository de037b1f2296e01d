package ontime.issuer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.RoutingReason;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checked;
import ontime.issuer.contact.ContactVersions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnswersTest {

    private static final Instant ASKED = Instant.parse("2026-01-31T10:00:00Z");
    private static final Instant EXPIRES = ASKED.plus(Duration.ofMinutes(5));

    @Test
    void timesHaveMillisecondsEvenWhenTheyAreZero() {
        var answer = answers(ASKED).of(challenge());
        assertThat(answer.expiresAt()).isEqualTo("2026-01-31T10:05:00.000Z");
        assertThat(answer.resendAt()).isEqualTo("2026-01-31T10:00:30.000Z");
    }

    @Test
    void theSupportUrlLeadsToTheLogin() {
        assertThat(answers(ASKED).of(challenge()).supportUrl()).isEqualTo("https://support.example.com/logins/login-1");
    }

    @Test
    void anActiveChallengeExpiresByTheClock() {
        assertThat(answers(EXPIRES.minusMillis(1)).of(challenge()).status()).isEqualTo("REQUESTED");
        assertThat(answers(EXPIRES).of(challenge()).status()).isEqualTo("EXPIRED");
    }

    @Test
    void aCheckNamesTheCodeToType() {
        var checked = new Checked(CheckOutcome.SUPERSEDED, 4, new Checked.Current("c-2", "l-2", "K7", ASKED));
        assertThat(Answers.of(checked))
                .isEqualTo(new Answers.CheckAnswer(
                        "SUPERSEDED", 4, new Answers.Current("c-2", "l-2", "K7", "2026-01-31T10:00:00.000Z")));
    }

    @Test
    void aChallengeSaysWhenItGoesOverTheOtherChannelForAsLongAsItCan() {
        var fallsBack = challenge(ASKED.plusSeconds(20));

        assertThat(answers(ASKED).of(fallsBack).fallbackAt()).isEqualTo("2026-01-31T10:00:20.000Z");
        assertThat(answers(EXPIRES).of(fallsBack).fallbackAt()).isNull();
        assertThat(answers(ASKED).of(challenge()).fallbackAt()).isNull();
    }

    private static Answers answers(Instant now) {
        return new Answers("https://support.example.com/logins/", InstantSource.fixed(now), JsonMapper.shared());
    }

    private static Challenge challenge() {
        return challenge(null);
    }

    private static Challenge challenge(@Nullable Instant fallbackAt) {
        return new Challenge(
                "challenge-1",
                "demo",
                "u-1",
                "login-1",
                3,
                "K7",
                new Challenge.Code("challenge-1", new byte[0]),
                null,
                ASKED,
                EXPIRES,
                Challenge.State.ACTIVE,
                null,
                5,
                new Challenge.Sending(
                        1,
                        new Challenge.Routing(
                                null, Channel.SMS, RoutingReason.POLICY_DEFAULT, "+44 •••• ••0123", "f00d"),
                        ASKED,
                        ASKED.plusSeconds(30),
                        fallbackAt,
                        false,
                        Challenge.Heard.NOTHING),
                new byte[0],
                ContactVersions.NONE);
    }
}
