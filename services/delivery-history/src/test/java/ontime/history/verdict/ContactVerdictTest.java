package ontime.history.verdict;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import ontime.events.ChangedBy;
import ontime.events.CheckOutcome;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.history.contacts.ContactChange;
import ontime.history.contacts.FollowerReport;
import ontime.history.contacts.KnownChange;
import ontime.history.facts.LoginStory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S6: the number was changed, and the code still went to the old one. */
class ContactVerdictTest {

    private static final String OF_OLD = "fingerprint-of-SMS";

    @Test
    void aChangeThatTheIssuerGotToKnowTooLateIsToldWithBothTimes() {
        var change = change(4, -60, "fingerprint-of-new", reported(4, FollowerState.APPLIED, 240));

        var verdict = judge(login().toContact(3).requested(0.1).accepted(0.2, 0.3), 250, change);

        assertThat(verdict.code()).isEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(verdict.text())
                .isEqualTo(
                        "The SMS went to the old number +44 •••• ••0123. The change to +44 •••• ••0456 took effect at "
                                + PlainWords.of(at(-60))
                                + ", 1 min before the code was asked for, and was in force at the"
                                + " issuer at " + PlainWords.of(at(240)) + ", 5 min later.");
        assertThat(verdict.evidence()).extracting(Evidence::text).contains("In force at the issuer");
    }

    @Test
    void oneThatTheIssuerDoesNotKnowYetIsSaidToBeOpen() {
        var verdict = judge(login().toContact(3).requested(0.1).accepted(0.2, 0.3), 250, change(4, -60, "new"));

        assertThat(verdict.text()).endsWith("and is not in force at the issuer yet.");
        assertThat(verdict.advice()).startsWith("Tell operations");
    }

    @Test
    void oneThatTheIssuerCouldNotApplySaysWhy() {
        var failed = new FollowerReport(
                "acme",
                "u-17",
                "issuer",
                ContactKind.PHONE,
                4,
                FollowerState.FAILED,
                "sealed for another key",
                at(-59));

        var verdict = judge(login().toContact(3).requested(0.1).accepted(0.2, 0.3), 250, change(4, -60, "new", failed));

        assertThat(verdict.text()).endsWith("could not be applied at the issuer: sealed for another key.");
    }

    @Test
    void aChangeWhileTheCodeWasOnItsWayIsToldAsOne() {
        var change = change(4, 30, "new", reported(4, FollowerState.APPLIED, 31));

        var verdict = judge(login().toContact(3).requested(0.1).accepted(0.2, 0.3), 250, change);

        assertThat(verdict.code()).isEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(verdict.text()).contains("29 s after the code was asked for", "1.0 s later.");
    }

    @Test
    void aNumberThatTheAuthServiceNamedIsKnownByItsFingerprint() {
        var change = change(4, -600, "new", reported(4, FollowerState.APPLIED, -599));

        var verdict = judge(login().requested(0.1).accepted(0.2, 0.3), 250, change);

        assertThat(verdict.code()).isEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(verdict.text()).endsWith("the auth service named the old number all the same.");
        assertThat(verdict.advice()).startsWith("Tell the developers of the auth service");
    }

    @Test
    void aNumberThatCameBackIsNotOld() {
        var gone = change(4, -600, "new", reported(4, FollowerState.APPLIED, -599));
        var back = change(5, -300, OF_OLD, reported(5, FollowerState.APPLIED, -299));

        assertThat(judge(login().requested(0.1).accepted(0.2, 0.3), 250, gone, back)
                        .code())
                .isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
    }

    @Test
    void aVersionThatGrewWhileTheDestinationStayedIsNoChangeOfIt() {
        var verified = change(4, -60, OF_OLD, reported(4, FollowerState.APPLIED, -59));
        var moved = change(5, 30, "new", reported(5, FollowerState.APPLIED, 31));

        assertThat(judge(login().toContact(3).requested(0.1).accepted(0.2, 0.3), 250, verified)
                        .code())
                .isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(judge(login().toContact(3).requested(0.1).accepted(0.2, 0.3), 250, verified, moved)
                        .text())
                .contains("29 s after the code was asked for");
    }

    @Test
    void aWishToChangeTheNumberDoesNotMakeTheLoginBeforeGoToAnOldOne() {
        var story =
                login().requested(0.1).accepted(0.2, 0.3).supersededBy("contact-change-7", "K2", "+44 •••• ••0456", 20);

        assertThat(judge(story, 250).code()).isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
    }

    @Test
    void aNextCodeToAnotherDestinationThatTheCallerNamedMakesNoneOld() {
        var next = "+44 •••• ••0456";
        var named = login().requested(0.1).accepted(0.2, 0.3);
        var ofContact = login().toContact(3).requested(0.1).accepted(0.2, 0.3);

        for (var story : List.of(
                login().requested(0.1).accepted(0.2, 0.3).supersededBy("l-2", "K2", next, 20),
                named.supersededBy("l-2", "K2", next, 4, 20),
                ofContact.supersededBy("l-2", "K2", next, 20))) {
            assertThat(judge(story, 250).code()).isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
            // The contact is what it was.
            assertThat(judge(story, 250, change(3, -600, OF_OLD)).code())
                    .isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        }
    }

    @Test
    void whileTheDirectoryIsNotHeardTheVersionsOfTwoCodesTellOfAChange() {
        var changed = login().toContact(3)
                .requested(0.1)
                .accepted(0.2, 0.3)
                .supersededBy("l-2", "K2", "+44 •••• ••0456", 4, 20);
        var stayed = login().toContact(3)
                .requested(0.1)
                .accepted(0.2, 0.3)
                .supersededBy("l-2", "K2", "+44 •••• ••0123", 4, 20);

        assertThat(judge(changed, 250).code()).isEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(judge(stayed, 250).code()).isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
    }

    @Test
    void theIssuersLastWordOfAChangeCounts() {
        var applied = reported(4, FollowerState.APPLIED, 10);
        var failed = reported(4, FollowerState.FAILED, 20);
        var again = reported(4, FollowerState.APPLIED, 30);
        var repeated = reported(4, FollowerState.APPLIED, 40);

        assertThat(change(4, 0, "new", applied, failed).inForce()).isEmpty();
        assertThat(change(4, 0, "new", applied, failed).failed()).contains(failed);
        assertThat(change(4, 0, "new", applied, failed, again, repeated).inForce())
                .contains(again);
        assertThat(change(4, 0, "new", applied, failed, again, repeated).failed())
                .isEmpty();
    }

    @Test
    void aCodeThatWentWhereItShouldHasAnotherVerdict() {
        var applied = change(4, -60, "new", reported(4, FollowerState.APPLIED, -59));

        assertThat(judge(login().toContact(4).requested(0.1).accepted(0.2, 0.3), 250, applied)
                        .code())
                .isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        // What was changed when the code was long dead says nothing of it.
        assertThat(judge(
                                login().toContact(4).requested(0.1).accepted(0.2, 0.3),
                                2_000,
                                applied,
                                change(5, 1_000, "newer"))
                        .code())
                .isNotEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(judge(
                                login().toContact(3)
                                        .requested(0.1)
                                        .accepted(0.2, 0.3)
                                        .typed(CheckOutcome.VERIFIED, 5, 20),
                                250,
                                applied)
                        .code())
                .isEqualTo(VerdictCode.VERIFIED);
    }

    @Test
    void aLoginWithAnAuthenticatorAppIsJudgedWithoutAnyMessage() {
        assertThat(judge(login().typedOfApp(CheckOutcome.VERIFIED, 5, 10), 20).code())
                .isEqualTo(VerdictCode.VERIFIED);
        assertThat(judge(login().typedOfApp(CheckOutcome.VERIFIED, 5, 10), 20).text())
                .startsWith("The right code of the authenticator app was entered at");
        var wrong = judge(login().typedOfApp(CheckOutcome.WRONG_CODE, 4, 10), 20);
        assertThat(wrong.code()).isEqualTo(VerdictCode.WRONG_DIGITS);
        assertThat(wrong.advice()).contains("clock");
    }

    private static Verdict judge(LoginStory story, double second, KnownChange... changes) {
        return Verdict.of(story.seenAt(second).with(List.of(changes)), Patience.DEFAULT, at(second));
    }

    private static KnownChange change(long version, double second, @Nullable String to, FollowerReport... reports) {
        return new KnownChange(
                new ContactChange(
                        "acme",
                        "u-17",
                        ContactKind.PHONE,
                        version,
                        "+44 •••• ••0456",
                        to,
                        "+44 •••• ••0123",
                        to != null && to.equals(OF_OLD) ? "fingerprint-of-new" : OF_OLD,
                        ChangedBy.ADMINISTRATOR,
                        at(second - 60),
                        at(second)),
                Stream.of(reports).toList());
    }

    private static FollowerReport reported(long version, FollowerState state, double second) {
        return new FollowerReport("acme", "u-17", "issuer", ContactKind.PHONE, version, state, null, at(second));
    }
}
