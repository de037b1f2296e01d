package ontime.history.verdict;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;

import ontime.events.CheckOutcome;
import ontime.events.WithdrawalReason;
import org.junit.jupiter.api.Test;

/** S2, under the policies by which an older code goes on to be valid. */
class SupersessionVerdictTest {

    @Test
    void aCodeThatWasEnteredInItsTimeOfGraceWasNotSuperseded() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .again(20)
                .accepted(70, 70.1)
                .turnTo(1)
                .typed(CheckOutcome.VERIFIED, 5, 30)
                .turnTo(2)
                .withdrawn(WithdrawalReason.VERIFIED, 30);

        var verdict = Verdict.of(story.seenAt(80), Patience.DEFAULT, at(80));

        assertThat(verdict.code()).as(verdict.text()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(verdict.text()).contains("30 s after the click");
        assertThat(verdict.also()).isEmpty();
    }

    @Test
    void aCodeOfAnOlderLoginThatWasEnteredInItsTimeOfGraceVerifiesThatLogin() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .supersededBy("l-2", "Q4", 10)
                .typed(CheckOutcome.VERIFIED, 5, 12);

        var verdict = Verdict.of(story.seenAt(20), Patience.DEFAULT, at(20));

        assertThat(verdict.code()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(verdict.also()).isEmpty();
    }

    @Test
    void aCodeThatWasSentAgainForANewerLoginIsNotSaidToHaveEnded() {
        var story = login().requested(0.1).accepted(0.2, 0.3).supersededBy("l-2", "K1", 20);

        var verdict = Verdict.of(story.seenAt(25), Patience.DEFAULT, at(25));

        assertThat(verdict.code()).isEqualTo(VerdictCode.SUPERSEDED);
        assertThat(verdict.text())
                .isEqualTo(
                        "The person asked again at 10:00:20 UTC and was sent the same code, K1, for that newer login.");
        assertThat(verdict.advice()).contains("l-2");
    }

    @Test
    void aCodeThatTwoChallengesOfALoginShareVerifiesIt() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .sameCodeAgain(20)
                .accepted(20.1, 20.2)
                .typed(CheckOutcome.VERIFIED, 5, 25)
                .withdrawn(WithdrawalReason.VERIFIED, 25);

        var verdict = Verdict.of(story.seenAt(30), Patience.DEFAULT, at(30));

        assertThat(verdict.code()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(verdict.also()).isEmpty();
    }

    @Test
    void aCodeThatEndedBecauseItWasEnteredAtAnotherLoginIsNotSaidToHaveLetThePersonInHere() {
        var story = login().requested(0.1).accepted(0.2, 0.3).withdrawn(WithdrawalReason.VERIFIED, 25);

        var verdict = Verdict.of(story.seenAt(30), Patience.DEFAULT, at(30));

        assertThat(verdict.code()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(verdict.text()).contains("25 s after the click");
        assertThat(verdict.advice()).contains("another login of theirs");
    }

    @Test
    void theNewestCodeOnTheOlderPageIsNotCalledAnOlderCode() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .supersededBy("l-2", "Q4", 20)
                .typed(CheckOutcome.SUPERSEDED, 4, 30);

        var verdict = Verdict.of(story.seenAt(35), Patience.DEFAULT, at(35));

        assertThat(verdict.code()).isEqualTo(VerdictCode.SUPERSEDED_CODE_ENTERED);
        assertThat(verdict.text())
                .isEqualTo("A code was entered on an older page. A newer one had been requested since, and only code Q4"
                        + " was valid, on the newest page.");
        assertThat(verdict.advice()).contains("close the older page");
    }

    @Test
    void anOlderCodeThatWasTypedBeforeTheNextClickIsAnOlderCode() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .again(20)
                .typed(CheckOutcome.SUPERSEDED, 4, 25)
                .supersededBy("l-2", "Q4", 40);

        var verdict = Verdict.of(story.seenAt(45), Patience.DEFAULT, at(45));

        assertThat(verdict.text()).startsWith("An older code was entered.");
    }
}
