package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.ContactKind;
import ontime.events.DeliveryStatus;
import ontime.events.LoginRefused;
import ontime.events.MethodKind;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.issuer.contact.AccountRules;
import ontime.issuer.contact.StoredBook;
import ontime.issuer.contact.StoredContact;
import ontime.issuer.policy.Policy;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Codes for users whom the directory knows. */
class KnownContactsTest {

    private static final String USER = "u-1";
    private static final String OLD_NUMBER = "+447700900123";
    private static final String NEW_NUMBER = "+447700900456";
    private static final String ADDRESS = "ada@example.com";
    private static final Set<MethodKind> BOTH = EnumSet.of(MethodKind.SMS, MethodKind.EMAIL);

    private final Workbench bench = new Workbench();

    @Test
    void aRequestThatNamesNothingGoesToTheKnownContact() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));

        assertThat(deliveries(ask()))
                .extracting(OtpRequested::getMaskedDestination, OtpRequested::getContactVersion)
                .containsExactly(tuple("+44 •••• ••0123", 3L));
        assertThat(deliveries(ask(Channel.EMAIL)))
                .extracting(OtpRequested::getMaskedDestination, OtpRequested::getContactVersion)
                .containsExactly(tuple("a•••@example.com", 7L));
    }

    @Test
    void aDestinationThatTheRequestNamesIsOfNoContact() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));

        String challenge = bench.ask(USER, null, "07700 900456", null);

        assertThat(deliveries(challenge))
                .extracting(OtpRequested::getMaskedDestination, OtpRequested::getContactVersion)
                .containsExactly(tuple("+44 •••• ••0456", null));
    }

    @Test
    void aResendAndAFallbackNameTheVersionsOfTheContactsThatTheyGoTo() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));
        String challenge = ask();

        bench.pass(Duration.ofSeconds(30));
        resend(challenge, null);
        bench.report(challenge, 2, DeliveryStatus.FAILED);

        assertThat(deliveries(challenge))
                .extracting(OtpRequested::getChannel, OtpRequested::getContactVersion, OtpRequested::getRoutingReason)
                .containsExactly(
                        tuple(Channel.SMS, 3L, RoutingReason.POLICY_DEFAULT),
                        tuple(Channel.SMS, 3L, RoutingReason.POLICY_DEFAULT),
                        tuple(Channel.EMAIL, 7L, RoutingReason.FALLBACK));
    }

    @Test
    void anOldCodeIsNotSentAgainToANumberThatIsNoLongerThePersons() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));
        String challenge = ask();
        bench.pass(Duration.ofSeconds(30));

        know(BOTH, phone(4, NEW_NUMBER), mail(7));

        assertThat(resend(challenge, null)).isEqualTo(new Resent.ContactChanged(Channel.SMS));
        assertThat(deliveries(challenge)).hasSize(1);
        // The code itself, which they may have got, holds; and it may go to what is still theirs.
        assertThat(resend(challenge, Channel.EMAIL)).isInstanceOf(Resent.Sent.class);
        assertThat(bench.enter(challenge).outcome()).hasToString("VERIFIED");
    }

    @Test
    void theNextCodeGoesToTheNewNumber() {
        know(BOTH, phone(3, OLD_NUMBER));
        ask();

        know(BOTH, phone(4, NEW_NUMBER));

        assertThat(deliveries(ask()))
                .extracting(OtpRequested::getMaskedDestination, OtpRequested::getContactVersion)
                .containsExactly(tuple("+44 •••• ••0456", 4L));
    }

    @Test
    void aFallbackGoesToNoContactThatHasChangedSince() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));
        String challenge = ask();

        know(BOTH, phone(3, OLD_NUMBER));
        bench.report(challenge, 1, DeliveryStatus.FAILED);

        assertThat(deliveries(challenge)).hasSize(1);
    }

    @Test
    void aTemporaryContactIsUsedUntilItEnds() {
        Instant end = Workbench.START.plus(Duration.ofHours(1));
        know(BOTH, new StoredContact(ContactKind.PHONE, 3, closed(ContactKind.PHONE, 3, OLD_NUMBER), end));

        bench.clock.stopAt(end.minusMillis(1));
        String last = ask();
        bench.clock.stopAt(end);

        assertThat(deliveries(last)).hasSize(1);
        assertThat(refused()).isEqualTo(RefusalReason.NO_ROUTE);
    }

    @Test
    void aContactIsUsedOnlyWhileItIsAMethod() {
        know(EnumSet.of(MethodKind.EMAIL), phone(3, OLD_NUMBER), mail(7));

        assertThat(deliveries(ask()))
                .extracting(OtpRequested::getChannel, OtpRequested::getRoutingReason)
                .containsExactly(tuple(Channel.EMAIL, RoutingReason.NO_PHONE));
    }

    @Test
    void aContactThatCouldNotBeOpenedIsNotUsedAndNeitherIsTheOneBeforeIt() {
        know(BOTH, phone(3, OLD_NUMBER));
        know(BOTH, new StoredContact(ContactKind.PHONE, 4, null, null));

        assertThat(refused()).isEqualTo(RefusalReason.NO_ROUTE);
    }

    @Test
    void aTenantMayTakeKnownContactsOnly() {
        bench.policy = bench.policy.with(Policy.Destinations.KNOWN_ONLY);
        know(BOTH, phone(3, OLD_NUMBER));

        assertThat(issue("07700 900456", null)).isInstanceOf(Issued.DestinationNotAllowed.class);
        assertThat(issue(null, "mallory@example.com")).isInstanceOf(Issued.DestinationNotAllowed.class);
        assertThat(issue(null, null)).isInstanceOf(Issued.Made.class);
        assertThat(bench.store.events(LoginRefused.class))
                .extracting(LoginRefused::getReason)
                .containsExactly(RefusalReason.INVALID_DESTINATION, RefusalReason.INVALID_DESTINATION);
    }

    @Test
    void whoHasNoMethodIsToSetOneUpWhereTheTenantRequiresIt() {
        bench.store.rules = new AccountRules(true, "https://portal.example.com/enrol");

        assertThat(issue(null, null)).isInstanceOf(Issued.EnrolmentRequired.class);
        know(EnumSet.of(MethodKind.RECOVERY_CODE));
        assertThat(issue(null, null)).isInstanceOf(Issued.EnrolmentRequired.class);
        assertThat(bench.store.events(LoginRefused.class))
                .extracting(LoginRefused::getReason, LoginRefused::getEnrolmentUrl)
                .containsOnly(tuple(RefusalReason.ENROLMENT_REQUIRED, "https://portal.example.com/enrol"));

        know(BOTH, phone(1, OLD_NUMBER));
        assertThat(issue(null, null)).isInstanceOf(Issued.Made.class);
    }

    @Test
    void whoHasNoMethodIsNotLetInByNamingADestinationAndProvesOneAllTheSame() {
        bench.store.rules = new AccountRules(true, null);

        assertThat(issue("07700 900456", null)).isInstanceOf(Issued.EnrolmentRequired.class);
        assertThat(prove("07700 900456")).isInstanceOf(Issued.Made.class);
        know(BOTH, phone(1, OLD_NUMBER));
        assertThat(issue("07700 900456", null)).isInstanceOf(Issued.Made.class);
    }

    @Test
    void whoseMethodsWereResetGetsNoCodeAnywhereUntilOneIsSetUp() {
        bench.store.rules = new AccountRules(false, "https://portal.example.com/enrol");
        know(BOTH, phone(3, OLD_NUMBER));

        reset();

        assertThat(issue(null, null)).isInstanceOf(Issued.EnrolmentRequired.class);
        assertThat(issue(OLD_NUMBER, null)).isInstanceOf(Issued.EnrolmentRequired.class);
        assertThat(bench.store.events(LoginRefused.class))
                .extracting(LoginRefused::getEnrolmentUrl)
                .containsOnly("https://portal.example.com/enrol");
        assertThat(prove(NEW_NUMBER)).isInstanceOf(Issued.Made.class);
        know(BOTH, phone(4, NEW_NUMBER));
        assertThat(issue(null, null)).isInstanceOf(Issued.Made.class);
    }

    @Test
    void aProofGoesToWhatTheRequestNamesAlsoWhereOnlyKnownContactsAreTaken() {
        bench.policy = bench.policy.with(Policy.Destinations.KNOWN_ONLY);

        assertThat(issue(NEW_NUMBER, null)).isInstanceOf(Issued.DestinationNotAllowed.class);
        assertThat(prove(NEW_NUMBER)).isInstanceOf(Issued.Made.class);
    }

    @Test
    void aCodeThatWentByAMethodThatWasTakenAwayLetsNobodyIn() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));
        String challenge = ask();
        bench.pass(Duration.ofSeconds(1));

        reset();

        assertThat(bench.enter(challenge).outcome()).hasToString("EXPIRED");
        assertThat(bench.store.events(OtpWithdrawn.class))
                .extracting(OtpWithdrawn::getChallengeId, OtpWithdrawn::getReason)
                .containsExactly(tuple(challenge, WithdrawalReason.CANCELLED));
    }

    @Test
    void oneByAnotherMethodGoesOnAndSoDoesOneOfAMethodThatIsThereAgain() {
        know(BOTH, phone(3, OLD_NUMBER), mail(7));
        Instant removedAt = bench.clock.instant();
        bench.pass(Duration.ofSeconds(1));
        know(EnumSet.of(MethodKind.EMAIL), phone(3, OLD_NUMBER), mail(7));
        String mail = ask(Channel.EMAIL);

        bench.revoking.revoke(Workbench.TENANT, USER, EnumSet.of(MethodKind.SMS), removedAt);
        bench.revoking.revoke(Workbench.TENANT, USER, EnumSet.of(MethodKind.EMAIL), removedAt);

        assertThat(bench.enter(mail).outcome()).hasToString("VERIFIED");
    }

    private void know(Set<MethodKind> methods, StoredContact... contacts) {
        bench.store.keep(new StoredBook(
                Workbench.TENANT, USER, 1, bench.clock.instant(), methods, List.of(contacts), null, false, false));
    }

    /** All methods are taken away, as of now. */
    private void reset() {
        bench.store.keep(new StoredBook(
                Workbench.TENANT, USER, 2, bench.clock.instant(), Set.of(), List.of(), null, true, false));
        bench.revoking.revoke(Workbench.TENANT, USER, BOTH, bench.clock.instant());
    }

    private StoredContact phone(long version, String number) {
        return new StoredContact(ContactKind.PHONE, version, closed(ContactKind.PHONE, version, number), null);
    }

    private StoredContact mail(long version) {
        return new StoredContact(ContactKind.EMAIL, version, closed(ContactKind.EMAIL, version, ADDRESS), null);
    }

    private byte[] closed(ContactKind kind, long version, String destination) {
        return bench.safe.close(destination, new Holder(Workbench.TENANT, USER, kind.name(), version));
    }

    private String ask() {
        return ask(null);
    }

    private String ask(@Nullable Channel channel) {
        return bench.ask(USER, channel, null, null);
    }

    private Issued issue(@Nullable String phone, @Nullable String email) {
        var request = new CodeRequest(USER, null, null, phone, email, null, null, null, null);
        return bench.issuing.issue(Workbench.TENANT, bench.policy, request, null);
    }

    private Issued prove(String phone) {
        var request = new CodeRequest(USER, null, Channel.SMS, phone, null, null, null, null, null);
        return bench.issuing.prove(Workbench.TENANT, bench.policy, request, null);
    }

    private RefusalReason refused() {
        return ((Issued.Refused) issue(null, null)).event().getReason();
    }

    private Resent resend(String challenge, @Nullable Channel channel) {
        return bench.resending.resend(Workbench.TENANT, bench.policy, challenge, channel);
    }

    private List<OtpRequested> deliveries(String challenge) {
        return new ArrayList<>(bench.deliveries(challenge));
    }
}
