package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.OtpWithdrawn;
import ontime.events.Topic;
import ontime.events.WithdrawalReason;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody clicks Log In again: which codes still count, by the policy's mode. */
class SupersessionIT {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Desk desk = new Desk(issuer);
    private final String user = RunningIssuer.newUser();
    private final String login = "login-" + user;

    private final Policy invalidating = Desk.policy(new Supersession.InvalidatePrevious());
    private final Policy graceful = Desk.policy(new Supersession.Grace(GRACE));
    private final Policy reusing = Desk.policy(new Supersession.ReuseUntilTtl());

    @BeforeEach
    void stopTheClock() {
        issuer.clock().stop();
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aNewCodeInvalidatesTheOldOneAndTheAnswerNamesTheNewOne() {
        Challenge old = desk.ask(invalidating, user, login);
        issuer.clock().advance(Duration.ofSeconds(1));
        Challenge current = desk.ask(invalidating, user, login);

        var answer = desk.check(current, desk.code(old));

        assertThat(answer.outcome()).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(answer.attemptsLeft()).isEqualTo(4);
        assertThat(answer.current().reference()).isEqualTo(current.reference());
        assertThat(answer.current().requestedAt()).isEqualTo(current.requestedAt());
        assertThat(desk.outcome(old, desk.code(old))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(current, desk.code(current))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void withinTheGraceTheOldCodeOfTheSameLoginIsAccepted() {
        Challenge old = desk.ask(graceful, user, login);
        Challenge current = desk.ask(graceful, user, login);
        issuer.clock().advance(GRACE.minusMillis(1));

        assertThat(desk.checkLogin(login, desk.code(old))).isEqualTo(CheckOutcome.VERIFIED);

        assertThat(desk.outcome(current, desk.code(current))).isEqualTo(CheckOutcome.ALREADY_USED);
        assertThat(desk.outcome(old, desk.code(old))).isEqualTo(CheckOutcome.ALREADY_USED);
        assertThat(withdrawals(4))
                .extracting(OtpWithdrawn::getChallengeId, OtpWithdrawn::getReason)
                .containsExactly(
                        tuple(old.challengeId(), WithdrawalReason.SUPERSEDED),
                        tuple(current.challengeId(), WithdrawalReason.VERIFIED));
    }

    @Test
    void afterTheGraceTheOldCodeIsSuperseded() {
        Challenge old = desk.ask(graceful, user, login);
        Challenge current = desk.ask(graceful, user, login);
        issuer.clock().advance(GRACE);

        assertThat(desk.checkLogin(login, desk.code(old))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(old, desk.code(old))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(current, desk.code(current))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void aGraceIsNoLongerThanTheLifeOfTheCode() {
        Challenge old = desk.ask(graceful, user, login);
        issuer.clock().stopAt(old.expiresAt().minusSeconds(1));
        desk.ask(graceful, user, login);
        issuer.clock().stopAt(old.expiresAt());

        assertThat(desk.checkLogin(login, desk.code(old))).isEqualTo(CheckOutcome.SUPERSEDED);
    }

    @Test
    void evenWithinTheGraceACodeCountsForItsOwnLoginOnly() {
        Challenge first = desk.ask(graceful, user, login);
        Challenge second = desk.ask(graceful, user, login + "-in-a-second-tab");

        assertThat(desk.outcome(second, desk.code(first))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(first, desk.code(second))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.VERIFIED);
        assertThat(desk.outcome(second, desk.code(second))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void aReusedCodeIsTheSameInEveryMessageAndLivesNoLonger() {
        Challenge first = desk.ask(reusing, user, login);
        issuer.clock().advance(Duration.ofMinutes(1));
        Challenge second = desk.ask(reusing, user, login + "-again");

        assertThat(desk.code(second)).isEqualTo(desk.code(first));
        assertThat(second.reference()).isEqualTo(first.reference());
        assertThat(second.expiresAt()).isEqualTo(first.expiresAt());
        assertThat(second.sequence()).isGreaterThan(first.sequence());
        assertThat(withdrawals(3)).extracting(OtpWithdrawn::getChallengeId).containsExactly(first.challengeId());
        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.VERIFIED);
        assertThat(desk.outcome(second, desk.code(first))).isEqualTo(CheckOutcome.ALREADY_USED);
    }

    @Test
    void aReusedCodeCannotBeGuessedAtMoreOftenThanOneCode() {
        Challenge first = desk.ask(reusing, user, login);
        String wrong = Desk.other(desk.code(first));
        desk.outcome(first, wrong);
        desk.outcome(first, wrong);
        Challenge second = desk.ask(reusing, user, login);
        assertThat(second.attemptsLeft()).isEqualTo(3);
        desk.outcome(second, wrong);
        desk.outcome(first, wrong);

        assertThat(desk.check(second, wrong).attemptsLeft()).isZero();

        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.LOCKED);
        assertThat(desk.outcome(second, desk.code(first))).isEqualTo(CheckOutcome.LOCKED);
    }

    @Test
    void aCodeThatIsAboutToDieIsNotReused() {
        Challenge first = desk.ask(reusing, user, login);
        issuer.clock()
                .stopAt(first.expiresAt().minus(reusing.codes().cooldown()).plusMillis(1));

        Challenge second = desk.ask(reusing, user, login);

        assertThat(second.code().id()).isEqualTo(second.challengeId());
        assertThat(second.expiresAt()).isAfter(first.expiresAt());
        assertThat(desk.checkLogin(login, desk.code(first))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void aCodeIsNotReusedForAnotherNumberAndTheOldOneLetsNobodyIn() {
        Challenge first = desk.ask(reusing, user, login);

        Challenge second = desk.ask(reusing, user, login, "07700 900124");

        assertThat(desk.code(second)).isNotEqualTo(desk.code(first));
        assertThat(desk.checkLogin(login, desk.code(first))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.outcome(second, desk.code(second))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void noGraceOutlivesAChangeOfTheNumber() {
        Challenge first = desk.ask(graceful, user, login);
        Challenge second = desk.ask(graceful, user, login);
        desk.ask(graceful, user, login, "07700 900124");

        assertThat(desk.checkLogin(login, desk.code(first))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(desk.checkLogin(login, desk.code(second))).isEqualTo(CheckOutcome.SUPERSEDED);
    }

    @Test
    void whoCancelsIsNotVerifiedByAnOlderCodeThatStillCounted() {
        Challenge first = desk.ask(graceful, user, login);
        Challenge second = desk.ask(graceful, user, login);

        desk.cancel(second);

        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.EXPIRED);
        assertThat(desk.outcome(second, desk.code(second))).isEqualTo(CheckOutcome.EXPIRED);
    }

    @Test
    void aSupersededChallengeThatStillCountsCanBeCancelled() {
        Challenge first = desk.ask(graceful, user, login);
        Challenge second = desk.ask(graceful, user, login);

        desk.cancel(first);

        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.EXPIRED);
        assertThat(desk.outcome(second, desk.code(second))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void aGuessCostsEveryCodeThatItWasAGuessAtAnAttempt() {
        Challenge first = desk.ask(graceful, user, login);
        Challenge second = desk.ask(graceful, user, login);
        for (int attempt = 0; attempt < 5; attempt++) {
            desk.outcome(second, Desk.other(desk.code(first)));
        }

        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.LOCKED);
        assertThat(desk.find(first).orElseThrow().state()).isEqualTo(Challenge.State.LOCKED);
    }

    @Test
    void whoGuessesAtTheNewestCodeOnOlderPagesHasNoMoreGuessesThanOnItsOwn() {
        Challenge first = desk.ask(invalidating, user, login);
        Challenge second = desk.ask(invalidating, user, login);
        Challenge newest = desk.ask(invalidating, user, login + "-in-a-second-tab");
        String wrong = wrongEverywhere(first, second, newest);
        desk.outcome(first, wrong);
        desk.outcome(first, wrong);
        desk.outcome(second, wrong);
        desk.outcome(second, wrong);
        assertThat(desk.check(newest, wrong).attemptsLeft()).isZero();

        assertThat(desk.outcome(first, desk.code(newest)))
                .as("a locked code is not told of")
                .isEqualTo(CheckOutcome.WRONG_CODE);
        assertThat(desk.outcome(newest, desk.code(newest))).isEqualTo(CheckOutcome.LOCKED);
    }

    @Test
    void theNewestCodeOnAnOlderPageCostsTheOlderOneAnAttemptAndItselfNone() {
        Challenge older = desk.ask(invalidating, user, login);
        Challenge newest = desk.ask(invalidating, user, login + "-in-a-second-tab");

        var answer = desk.check(older, desk.code(newest));

        assertThat(answer.outcome()).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(answer.attemptsLeft()).isEqualTo(4);
        assertThat(answer.current().challengeId()).isEqualTo(newest.challengeId());
        assertThat(desk.find(newest).orElseThrow().attemptsLeft()).isEqualTo(5);
        assertThat(desk.find(newest).orElseThrow().state())
                .as("the code of one login lets nobody in at another")
                .isEqualTo(Challenge.State.ACTIVE);
    }

    @Test
    void aCodeThatWasUsedIsNotToldOfOnAnOlderPage() {
        Challenge older = desk.ask(invalidating, user, login);
        Challenge newest = desk.ask(invalidating, user, login + "-in-a-second-tab");
        desk.check(newest, desk.code(newest));

        assertThat(desk.outcome(older, desk.code(newest))).isEqualTo(CheckOutcome.WRONG_CODE);
    }

    @Test
    void aCodeThatWasEnteredAtOneLoginVerifiesNoOther() {
        Challenge first = desk.ask(reusing, user, login);
        Challenge second = desk.ask(reusing, user, login + "-again");

        assertThat(desk.outcome(first, desk.code(first))).isEqualTo(CheckOutcome.VERIFIED);

        assertThat(desk.find(second).orElseThrow().state()).isEqualTo(Challenge.State.USED);
        assertThat(issuer.get("/v1/challenges/" + second.challengeId()).text("/status"))
                .isEqualTo("USED");
    }

    @Test
    void aLockedCodeIsNotReused() {
        Challenge first = desk.ask(reusing, user, login);
        for (int attempt = 0; attempt < 5; attempt++) {
            desk.outcome(first, Desk.other(desk.code(first)));
        }

        Challenge second = desk.ask(reusing, user, login);

        assertThat(second.attemptsLeft()).isEqualTo(5);
        assertThat(second.code().id()).isEqualTo(second.challengeId());
    }

    /** Six digits that are the code of none of them. */
    private String wrongEverywhere(Challenge... challenges) {
        var codes = Stream.of(challenges).map(desk::code).toList();
        return IntStream.range(0, challenges.length + 1)
                .mapToObj("%06d"::formatted)
                .filter(code -> !codes.contains(code))
                .findFirst()
                .orElseThrow();
    }

    private List<OtpWithdrawn> withdrawals(int records) {
        return Topics.shared().awaitRecords(Topic.REQUESTS, Desk.TENANT + ":" + user, records).stream()
                .map(ConsumerRecord::value)
                .filter(OtpWithdrawn.class::isInstance)
                .map(OtpWithdrawn.class::cast)
                .toList();
    }
}
