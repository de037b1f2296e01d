package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.LoginRefused;
import ontime.events.LoginStarted;
import ontime.events.OtpRequested;
import ontime.events.RefusalReason;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.Reached;
import ontime.issuer.policy.Wording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartingTest {

    private static final String CANARY = "canary!";
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Workbench bench = new Workbench();

    @Test
    void aLoginThatBeginsGetsACode() {
        var login = bench.login("l-1")
                .setChannel(Channel.EMAIL)
                .setEmail("ada@example.com")
                .setClickedAt(Workbench.START.minusSeconds(1))
                .setOrigin("portal.example.com")
                .setLocale("en-GB")
                .setClientIp("192.0.2.17")
                .build();

        assertThat(bench.starting.start(login)).isEqualTo(Started.Answer.MADE);

        assertThat(requests()).singleElement().satisfies(request -> {
            assertThat(request.getLoginId()).isEqualTo("l-1");
            assertThat(request.getUserId()).isEqualTo("u-1");
            assertThat(request.getChannel()).isEqualTo(Channel.EMAIL);
            assertThat(request.getRequestedChannel()).isEqualTo(Channel.EMAIL);
            assertThat(request.getClickedAt()).isEqualTo(Workbench.START.minusSeconds(1));
        });
    }

    @ParameterizedTest
    @CsvSource({"SMS, en, 1", "SMS, ar, 2", "EMAIL, ar, 1"})
    void itsRequestSaysHowManyPartsTheProviderCounts(Channel channel, String language, int parts) {
        var ours = bench.policy.wording();
        bench.policy = bench.policy.with(new Wording(
                ours.origin(), ours.zone(), List.of(Locale.of(language)), ours.senders(), ours.templates()));

        bench.starting.start(bench.login("l-1")
                .setChannel(channel)
                .setEmail("ada@example.com")
                .build());

        assertThat(requests()).extracting(OtpRequested::getParts).containsExactly(parts);
    }

    @Test
    void itGetsOneHoweverOftenItsEventComes() {
        bench.starting.start(bench.login("l-1").build());
        bench.pass(Duration.ofMinutes(1));

        assertThat(bench.starting.start(bench.login("l-1").build())).isEqualTo(Started.Answer.REPEATED);
        assertThat(bench.starting.start(
                        bench.login("l-1").setPhone("07700 900124").build()))
                .isEqualTo(Started.Answer.CONTRADICTED);
        assertThat(bench.starting.start(bench.login("l-1").setUserId("u-2").build()))
                .isEqualTo(Started.Answer.CONTRADICTED);
        assertThat(bench.starting.start(bench.login("l-2").build())).isEqualTo(Started.Answer.MADE);

        assertThat(requests()).hasSize(2);
        assertThat(refusals()).isEmpty();
    }

    @Test
    void aRefusalIsAnAnswerTooAndStands() {
        var unroutable = bench.login("l-1").setPhone(null).build();

        assertThat(bench.starting.start(unroutable)).isEqualTo(Started.Answer.REFUSED);
        assertThat(bench.starting.start(unroutable)).isEqualTo(Started.Answer.REPEATED);

        assertThat(refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(RefusalReason.NO_ROUTE);
            assertThat(refusal.getLoginId()).isEqualTo("l-1");
        });
        assertThat(requests()).isEmpty();
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToAskAgain() {
        Instant later = Workbench.START.plusSeconds(90);
        bench.reached = Optional.of(new Reached(LimitName.USER, later));

        assertThat(bench.starting.start(bench.login("l-1").build())).isEqualTo(Started.Answer.REFUSED);

        assertThat(refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(RefusalReason.RATE_LIMITED);
            assertThat(refusal.getLimit()).isEqualTo("user");
            assertThat(refusal.getRetryAt()).isEqualTo(later);
        });
    }

    @Test
    void aKeyThatACallerOverHttpMadeUpIsNotTakenForAnEvent() {
        var asked = new Once("login started l-1".replace(" ", ""), "", _ -> "", Once.Refusals.MAY_BE_REPEATED);
        bench.issuing.issue(
                Workbench.TENANT,
                bench.policy,
                new CodeRequest("u-1", null, null, "07700 900123", null, null, null, null, null),
                asked);

        assertThat(bench.starting.start(bench.login("l-1").build())).isEqualTo(Started.Answer.MADE);
    }

    @Test
    void whoAskedSoLongAgoThatTheCodeWouldHaveExpiredHasGivenUp() {
        var login = bench.login("l-1").build();
        var justInTime = bench.login("l-2").build();

        bench.pass(LIFE.minusMillis(1));
        assertThat(bench.starting.start(justInTime)).isEqualTo(Started.Answer.MADE);
        bench.pass(Duration.ofMillis(1));
        assertThat(bench.starting.start(login)).isEqualTo(Started.Answer.REFUSED);
        assertThat(bench.starting.start(login)).isEqualTo(Started.Answer.REPEATED);

        assertThat(refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(RefusalReason.TOO_LATE);
            assertThat(refusal.getUserId()).isEqualTo("u-1");
        });
        assertThat(bench.meters.counter("otp.refusals", "reason", "TOO_LATE").count())
                .isEqualTo(1);
    }

    @Test
    void anAnswerIsNotTakenBackWhenTheEventComesAgainTooLate() {
        var login = bench.login("l-1").build();
        bench.starting.start(login);
        bench.pass(LIFE);

        assertThat(bench.starting.start(login)).isEqualTo(Started.Answer.REPEATED);
        assertThat(refusals()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aFieldThatIsMalformedIsNamedAndNeverRepeated(String field, Consumer<LoginStarted.Builder> mistake) {
        var login = bench.login("l-1");
        mistake.accept(login);

        assertThat(bench.starting.start(login.build())).isEqualTo(Started.Answer.REFUSED);

        assertThat(refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(RefusalReason.MALFORMED);
            assertThat(refusal.getDetail()).startsWith(field + " must").doesNotContain(CANARY);
            assertThat(refusal.getUserId()).isEqualTo(field.equals("userId") ? "?" : "u-1");
            assertThat(refusal.toString()).doesNotContain(CANARY);
        });
        assertThat(requests()).isEmpty();
    }

    private static Stream<Arguments> malformed() {
        return Stream.of(
                mistake("userId", login -> login.setUserId(CANARY)),
                mistake("userId", login -> login.setUserId("")),
                mistake("channel", login -> login.setChannel(Channel.OTHER)),
                mistake("locale", login -> login.setLocale(CANARY)),
                mistake("origin", login -> login.setOrigin(CANARY)),
                mistake("clientIp", login -> login.setClientIp(CANARY)),
                mistake("clientIp", login -> login.setClientIp("fe80::1%eth0")),
                mistake("clickedAt", login -> login.setClickedAt(Workbench.START.minusSeconds(3_601))),
                mistake("clickedAt", login -> login.setClickedAt(Workbench.START.plusSeconds(61))),
                mistake("startedAt", login -> login.setStartedAt(Workbench.START.plusSeconds(61))));
    }

    private static Arguments mistake(String field, Consumer<LoginStarted.Builder> mistake) {
        return Arguments.of(field, mistake);
    }

    @Test
    void aDestinationThatIsNoneIsRefusedAsOverHttp() {
        bench.starting.start(bench.login("l-1").setPhone(CANARY).build());

        assertThat(refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getReason()).isEqualTo(RefusalReason.INVALID_DESTINATION);
            assertThat(refusal.toString()).doesNotContain(CANARY);
        });
    }

    @Test
    void aTenantThatNobodyKnowsCannotBeAnswered() {
        var login = bench.login("l-1").setTenant("another").build();

        assertThat(bench.starting.start(login)).isEqualTo(new Started.Unanswerable("the tenant is not known"));
        assertThat(refusals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "canary login", "canary\0", "canary/x"})
    void aLoginThatCannotBeNamedCannotBeAnswered(String loginId) {
        assertThat(bench.starting.start(bench.login(loginId).build()))
                .isEqualTo(new Started.Unanswerable("the loginId is malformed"));
        assertThat(refusals()).isEmpty();
    }

    private List<OtpRequested> requests() {
        return bench.store.events(OtpRequested.class);
    }

    private List<LoginRefused> refusals() {
        return bench.store.events(LoginRefused.class);
    }
}
