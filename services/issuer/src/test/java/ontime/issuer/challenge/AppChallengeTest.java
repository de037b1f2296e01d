package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.MethodKind;
import ontime.events.OtpRequested;
import ontime.events.RefusalReason;
import ontime.issuer.contact.StoredAuthenticator;
import ontime.issuer.contact.StoredBook;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.Reached;
import ontime.sealing.Holder;
import org.junit.jupiter.api.Test;

/** S9: the person logs in with an authenticator app. */
class AppChallengeTest {

    private static final String USER = "u-1";

    /** Of RFC 4226 appendix D. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final List<String> CODES =
            List.of("755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");

    private final Workbench bench = new Workbench();

    AppChallengeTest() {
        bench.clock.stopAt(Instant.EPOCH.plus(Duration.ofSeconds(30)));
        know(EnumSet.of(MethodKind.TOTP), -1);
    }

    @Test
    void theCodeOfTheAppIsAcceptedAndNothingIsSent() {
        Challenge challenge = ask();

        assertThat(challenge.reference()).hasSize(2);
        assertThat(check(challenge, CODES.get(1))).isEqualTo(CheckOutcome.VERIFIED);
        assertThat(bench.store.events(OtpRequested.class)).isEmpty();
        assertThat(bench.store.events(CodeChecked.class))
                .extracting(CodeChecked::getOutcome, CodeChecked::getMethod)
                .containsExactly(tuple(CheckOutcome.VERIFIED, MethodKind.TOTP));
        assertThat(check(challenge, CODES.get(1))).isEqualTo(CheckOutcome.ALREADY_USED);
    }

    @Test
    void aCodeThatWasTakenIsTakenAtNoOtherLogin() {
        assertThat(check(ask(), CODES.get(1))).isEqualTo(CheckOutcome.VERIFIED);

        Challenge next = ask();
        assertThat(check(next, CODES.get(1))).isEqualTo(CheckOutcome.WRONG_CODE);
        // Nor is the one before it, which was in sight at the same time.
        assertThat(check(next, CODES.get(0))).isEqualTo(CheckOutcome.WRONG_CODE);
        assertThat(check(next, CODES.get(2))).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void theCodeThatConfirmedTheAppIsSpent() {
        know(EnumSet.of(MethodKind.TOTP), 1);

        assertThat(check(ask(), CODES.get(1))).isEqualTo(CheckOutcome.WRONG_CODE);
    }

    @Test
    void fiveWrongCodesLockIt() {
        Challenge challenge = ask();
        for (int i = 0; i < 5; i++) {
            assertThat(check(challenge, "000000")).isEqualTo(CheckOutcome.WRONG_CODE);
        }

        assertThat(check(challenge, CODES.get(1))).isEqualTo(CheckOutcome.LOCKED);
    }

    @Test
    void itExpiresLikeAnyOther() {
        Challenge challenge = ask();
        bench.clock.advance(Duration.ofMinutes(5));

        assertThat(check(challenge, "254676")).isEqualTo(CheckOutcome.EXPIRED);
    }

    @Test
    void aCodeThatWasSentAndOneOfTheAppDoNotStandInForEachOther() {
        String sent = bench.ask(USER, Channel.SMS, "07700 900123", null);
        String code = Workbench.code(bench.deliveries(sent).getFirst());
        Challenge ofApp = ask();

        assertThat(check(ofApp, code)).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(bench.check(sent, CODES.get(1)).outcome()).isEqualTo(CheckOutcome.WRONG_CODE);
        // And the other way round: the newer one is sent, and the app's challenge is over.
        String newer = bench.ask(USER, Channel.SMS, "07700 900123", null);
        assertThat(check(ofApp, CODES.get(1))).isEqualTo(CheckOutcome.SUPERSEDED);
        assertThat(bench.check(newer, CODES.get(1)).outcome()).isEqualTo(CheckOutcome.WRONG_CODE);
    }

    @Test
    void whoHasNoAppIsToldSo() {
        know(EnumSet.of(MethodKind.SMS), -1);

        assertThat(((Issued.Refused) issue()).event().getReason()).isEqualTo(RefusalReason.NO_ROUTE);
    }

    @Test
    void theLimitOfTheUserCountsHereToo() {
        bench.reached =
                Optional.of(new Reached(LimitName.USER, bench.clock.instant().plusSeconds(60)));

        assertThat(issue()).isInstanceOf(Issued.RateLimited.class);
    }

    @Test
    void thereIsNothingToSendAgain() {
        assertThat(bench.resending.resend(Workbench.TENANT, bench.policy, ask().challengeId(), null))
                .isEqualTo(new Resent.NoDestination(Channel.TOTP));
    }

    private void know(Set<MethodKind> methods, long lastStep) {
        byte[] closed = bench.safe.close(SECRET, new Holder(Workbench.TENANT, USER, "TOTP", 2));
        bench.store.keep(new StoredBook(
                Workbench.TENANT,
                USER,
                1,
                bench.clock.instant(),
                methods,
                List.of(),
                new StoredAuthenticator(2, closed, lastStep),
                false,
                false));
    }

    private Challenge ask() {
        return ((Issued.Made) issue()).challenge();
    }

    private Issued issue() {
        var request = new CodeRequest(USER, null, Channel.TOTP, null, null, null, null, null, null);
        return bench.issuing.issue(Workbench.TENANT, bench.policy, request, null);
    }

    private CheckOutcome check(Challenge challenge, String code) {
        return bench.check(challenge.challengeId(), code).outcome();
    }
}
