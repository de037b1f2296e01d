package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ontime.events.CodeChecked;
import ontime.events.OtpWithdrawn;
import ontime.events.Topic;
import ontime.events.WithdrawalReason;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody who types a code is told. */
class CheckIT {

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aRightCodeIsAcceptedOnce() {
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);

        Answer first = issuer.check(challenge, code);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().propertyNames()).containsExactlyInAnyOrder("outcome", "attemptsLeft", "current");
        assertThat(first.body().at("/current").propertyNames())
                .containsExactlyInAnyOrder("challengeId", "loginId", "reference", "requestedAt");
        assertThat(first.text("/outcome")).isEqualTo("VERIFIED");
        assertThat(first.text("/current/requestedAt")).matches("[0-9T:-]{19}\\.[0-9]{3}Z");
        assertThat(outcome(issuer.check(challenge, code))).isEqualTo("ALREADY_USED");
        assertThat(issuer.get("/v1/challenges/" + challenge).text("/status")).isEqualTo("VERIFIED");
        assertThat(withdrawals(2)).extracting(OtpWithdrawn::getReason).containsExactly(WithdrawalReason.VERIFIED);
        assertThat(topics.awaitRecords(Topic.CHECKS, challenge, 2))
                .extracting(
                        record -> ((CodeChecked) record.value()).getOutcome().name())
                .containsExactly("VERIFIED", "ALREADY_USED");
    }

    @Test
    void blanksBetweenTheDigitsAreNoMistake() {
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);

        assertThat(outcome(issuer.check(challenge, code.substring(0, 3) + " " + code.substring(3))))
                .isEqualTo("VERIFIED");
    }

    @Test
    void theLoginIsCheckedAgainstItsNewestChallenge() {
        String login = "login-" + user;
        String first = ask(login).text("/challengeId");
        String second = ask(login).text("/challengeId");

        assertThat(outcome(issuer.checkLogin(login, topics.awaitCode(first)))).isEqualTo("SUPERSEDED");
        assertThat(outcome(issuer.checkLogin(login, topics.awaitCode(second)))).isEqualTo("VERIFIED");
    }

    @Test
    void whoTypesTheNewestCodeIntoTheOlderPageIsLedToTheNewerOne() {
        String login = "login-" + user;
        String older = ask(login).text("/challengeId");
        String newer = ask(login).text("/challengeId");
        String code = topics.awaitCode(newer);

        Answer atOldPage = issuer.check(older, code);

        assertThat(outcome(atOldPage)).isEqualTo("SUPERSEDED");
        assertThat(atOldPage.text("/current/challengeId")).isEqualTo(newer);
        assertThat(atOldPage.text("/current/loginId")).isEqualTo(login);
        assertThat(outcome(issuer.check(atOldPage.text("/current/challengeId"), code)))
                .isEqualTo("VERIFIED");
    }

    @Test
    void fiveWrongCodesLockTheChallengeForTheRightOneAsWell() {
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);

        for (int left = 4; left >= 0; left--) {
            Answer answer = issuer.check(challenge, wrong(code));
            assertThat(outcome(answer)).isEqualTo("WRONG_CODE");
            assertThat(answer.body().at("/attemptsLeft").asInt()).isEqualTo(left);
        }

        assertThat(outcome(issuer.check(challenge, code))).isEqualTo("LOCKED");
        assertThat(issuer.get("/v1/challenges/" + challenge).text("/status")).isEqualTo("LOCKED");
        assertThat(withdrawals(2)).extracting(OtpWithdrawn::getReason).containsExactly(WithdrawalReason.LOCKED);
    }

    @Test
    void aHundredRightAnswersAtOnceLetOnePersonIn() throws Exception {
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<String>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return outcome(issuer.check(challenge, code));
                }));
            }
            start.countDown();
        }

        var outcomes = new ArrayList<String>();
        for (var answer : answers) {
            outcomes.add(answer.get());
        }
        assertThat(outcomes).filteredOn("VERIFIED"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("ALREADY_USED"::equals).hasSize(99);
    }

    @Test
    void aHundredWrongAnswersAtOnceGetNoMoreThanFiveGuesses() throws Exception {
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);
        var answers = new ArrayList<Future<String>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> outcome(issuer.check(challenge, wrong(code)))));
            }
        }

        var outcomes = new ArrayList<String>();
        for (var answer : answers) {
            outcomes.add(answer.get());
        }
        assertThat(outcomes).filteredOn("WRONG_CODE"::equals).hasSize(5);
        assertThat(outcomes).filteredOn("LOCKED"::equals).hasSize(95);
    }

    @Test
    void aCodeIsGoodUntilItsLastMillisecond() {
        Instant asked = issuer.clock().stop();
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);

        issuer.clock().stopAt(asked.plus(Duration.ofMinutes(5)).minusMillis(1));

        assertThat(outcome(issuer.check(challenge, code))).isEqualTo("VERIFIED");
    }

    @Test
    void aCodeIsWorthNothingWhenItsTimeIsOver() {
        Instant asked = issuer.clock().stop();
        String challenge = ask().text("/challengeId");
        String code = topics.awaitCode(challenge);

        issuer.clock().stopAt(asked.plus(Duration.ofMinutes(5)));

        assertThat(outcome(issuer.check(challenge, code))).isEqualTo("EXPIRED");
    }

    @Test
    void whoClicksAgainIsToldWhichCodeToType() {
        String older = ask().text("/challengeId");
        Answer newer = ask();

        Answer answer = issuer.check(older, topics.awaitCode(older));

        assertThat(outcome(answer)).isEqualTo("SUPERSEDED");
        assertThat(answer.text("/current/reference")).isEqualTo(newer.text("/reference"));
        assertThat(newer.body().at("/sequence").asLong()).isEqualTo(2);
        assertThat(issuer.get("/v1/challenges/" + older).text("/status")).isEqualTo("SUPERSEDED");
        OtpWithdrawn withdrawn = withdrawals(3).getFirst();
        assertThat(withdrawn.getReason()).isEqualTo(WithdrawalReason.SUPERSEDED);
        assertThat(withdrawn.getChallengeId()).isEqualTo(older);
        assertThat(withdrawn.getReplacedBy()).isEqualTo(newer.text("/challengeId"));
        assertThat(outcome(issuer.check(newer.text("/challengeId"), topics.awaitCode(newer.text("/challengeId")))))
                .isEqualTo("VERIFIED");
    }

    @Test
    void theWithdrawalOfTheOldCodeComesBeforeTheRequestForTheNewOne() {
        ask();
        ask();

        assertThat(topics.awaitRecords(Topic.REQUESTS, "demo:" + user, 3))
                .extracting(record -> record.value().getSchema().getName())
                .containsExactly("OtpRequested", "OtpWithdrawn", "OtpRequested");
    }

    @Test
    void anOldCodeTypedAtTheNewLoginIsRecognisedAndCostsAnAttempt() {
        String older = ask().text("/challengeId");
        String newer = ask().text("/challengeId");

        Answer answer = issuer.check(newer, topics.awaitCode(older));

        assertThat(outcome(answer)).isEqualTo("SUPERSEDED");
        assertThat(answer.body().at("/attemptsLeft").asInt()).isEqualTo(4);
    }

    @Test
    void theCodeOfOneLoginFailsAtTheLoginOfAnotherPerson() {
        String mine = ask().text("/challengeId");
        String theirs = issuer.ask(RunningIssuer.newUser(), "\"phone\": \"07700 900124\"")
                .text("/challengeId");

        assertThat(outcome(issuer.check(theirs, topics.awaitCode(mine)))).isEqualTo("WRONG_CODE");
    }

    @Test
    void aCancelledChallengeTakesNoCode() {
        String challenge = ask().text("/challengeId");
        issuer.delete("/v1/challenges/" + challenge);

        assertThat(outcome(issuer.check(challenge, topics.awaitCode(challenge))))
                .isEqualTo("EXPIRED");
    }

    @Test
    void whatWasNeverIssuedIsNotFound() {
        Answer challenge = issuer.check("no-such-challenge", "123456");
        Answer login = issuer.checkLogin("no-such-login", "123456");

        assertThat(challenge.status()).isEqualTo(404);
        assertThat(challenge.text("/type")).isEqualTo("not-found");
        assertThat(login.status()).isEqualTo(404);
    }

    private Answer ask() {
        return issuer.ask(user, "\"phone\": \"07700 900123\"");
    }

    private Answer ask(String login) {
        return issuer.ask(user, "\"phone\": \"07700 900123\", \"loginId\": \"" + login + '"');
    }

    private static String outcome(Answer answer) {
        return answer.text("/outcome");
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? "0" : "9") + code.substring(1);
    }

    /** The withdrawals among the user's first events. */
    private List<OtpWithdrawn> withdrawals(int events) {
        return topics.awaitRecords(Topic.REQUESTS, "demo:" + user, events).stream()
                .<SpecificRecord>map(record -> record.value())
                .filter(OtpWithdrawn.class::isInstance)
                .map(OtpWithdrawn.class::cast)
                .toList();
    }
}
