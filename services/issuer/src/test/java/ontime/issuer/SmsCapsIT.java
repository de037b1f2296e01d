package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.CodeRequest;
import ontime.issuer.challenge.Issued;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.challenge.Resending;
import ontime.issuer.challenge.Resent;
import ontime.issuer.limit.ClosedRange;
import ontime.issuer.limit.Conversion;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.NumberRange;
import ontime.issuer.limit.Ranges;
import ontime.issuer.limit.Reached;
import ontime.issuer.policy.LimitPolicy;
import ontime.issuer.policy.LimitPolicy.Limit;
import ontime.issuer.policy.LimitPolicy.PumpingGuard;
import ontime.issuer.policy.LimitPolicy.Spend;
import ontime.issuer.policy.NumberPolicy;
import ontime.issuer.policy.Policy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When SMS is closed for a while, the code goes by mail; where there is no address it is refused. */
class SmsCapsIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final String tenant = RunningIssuer.newUser();

    @BeforeEach
    void stopTime() {
        issuer.clock().stop();
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aNumberRangeThatHasHadItsShareIsServedByMail() {
        var policy = policy(new Limit(2, HOUR), null, null, null);
        assertThat(made(policy, "ada@example.com").routing().used()).isEqualTo(Channel.SMS);
        assertThat(made(policy, null).routing().used()).isEqualTo(Channel.SMS);

        Challenge.Sending mailed = made(policy, "ada@example.com");

        assertThat(mailed.routing().used()).isEqualTo(Channel.EMAIL);
        assertThat(mailed.routing().reason()).isEqualTo(RoutingReason.SMS_CLOSED);
        assertThat(mailed.fallbackAt())
                .as("the way that is closed is none to fall back to")
                .isNull();
    }

    @Test
    void whoHasNoAddressIsRefusedAndToldWhenToComeBack() {
        var policy = policy(new Limit(1, HOUR), null, null, null);
        made(policy, null);

        var limited = limited(policy, null);

        assertThat(limited.reached().limit()).isEqualTo(LimitName.PREFIX);
        assertThat(limited.event().getCountry()).isEqualTo("GB");
        assertThat(limited.event().getMaskedDestination()).isEqualTo("+44 •••• ••0123");
        issuer.clock().stopAt(limited.reached().retryAt());
        made(policy, null);
    }

    @Test
    void aCountryThatHasHadItsShareIsNamed() {
        var policy = policy(null, new Limit(1, HOUR), null, null);
        made(policy, null);

        assertThat(limited(policy, null).reached().limit()).isEqualTo(LimitName.COUNTRY);
    }

    @Test
    void theDailySpendIsCountedByPriceAndStopsSmsUntilMidnight() {
        issuer.clock().stopAt(Instant.parse("2126-01-31T12:00:00Z"));
        var spend = new Spend(new BigDecimal("0.25"), Map.of("GB", new BigDecimal("0.10")), BigDecimal.ZERO);
        var policy = policy(null, null, spend, null);
        made(policy, null);
        made(policy, null);

        var limited = limited(policy, null);

        assertThat(limited.reached().limit()).isEqualTo(LimitName.SPEND);
        assertThat(limited.reached().retryAt()).isEqualTo("2126-02-01T00:00:00Z");
        assertThat(made(policy, "ada@example.com").routing().reason()).isEqualTo(RoutingReason.SMS_CLOSED);
        issuer.clock().stopAt(limited.reached().retryAt());
        made(policy, null);
    }

    @Test
    void resendsCountAgainstWhatSmsMayCostAndNotAgainstTheUser() {
        var policy = policy(new Limit(2, HOUR), null, null, null);
        Challenge challenge = challenge(policy, null);
        issuer.clock().advance(COOLDOWN);
        assertThat(resend(policy, challenge)).isInstanceOf(Resent.Sent.class);
        issuer.clock().advance(COOLDOWN);

        assertThat(resend(policy, challenge)).isInstanceOfSatisfying(Resent.RateLimited.class, limited -> {
            assertThat(limited.reached().limit()).isEqualTo(LimitName.PREFIX);
            assertThat(limited.pause())
                    .isEqualTo(Duration.between(
                            issuer.clock().instant(), limited.reached().retryAt()));
        });
    }

    @Test
    void aResendThatSmsHasNoRoomForGoesByMail() {
        var policy = policy(new Limit(1, HOUR), null, null, null);
        Challenge challenge = challenge(policy, "ada@example.com");
        issuer.clock().advance(COOLDOWN);

        assertThat(resend(policy, challenge)).isInstanceOfSatisfying(Resent.Sent.class, sent -> {
            var routing = sent.challenge().sending().routing();
            assertThat(routing.used()).isEqualTo(Channel.EMAIL);
            assertThat(routing.reason()).isEqualTo(RoutingReason.SMS_CLOSED);
            assertThat(sent.challenge().code()).usingRecursiveComparison().isEqualTo(challenge.code());
        });
    }

    @Test
    void aTenantThatHasHadItsShareIsNotServedByMailEither() {
        var policy = Policy.defaults()
                .with(numbers())
                .with(new LimitPolicy(null, null, null, null, null, new Limit(1, HOUR), null, null));
        made(policy, "ada@example.com");

        assertThat(limited(policy, "ada@example.com").reached().limit()).isEqualTo(LimitName.TENANT);
    }

    @Test
    void aClosedRangeIsServedByMailUntilItOpensAgain() {
        var policy = policy(null, null, null, new PumpingGuard(10, 0.2, HOUR, HOUR));
        Instant now = issuer.clock().instant();
        var closed =
                new ClosedRange(tenant, new NumberRange("GB", "+44770090"), now, now.plus(HOUR), new Conversion(10, 1));
        issuer.bean(Ranges.class).close(closed);

        assertThat(made(policy, "ada@example.com").routing().reason()).isEqualTo(RoutingReason.SMS_CLOSED);
        assertThat(limited(policy, null).reached()).isEqualTo(new Reached(LimitName.PUMPING, now.plus(HOUR)));

        issuer.clock().advance(HOUR);
        assertThat(made(policy, "ada@example.com").routing().used()).isEqualTo(Channel.SMS);
    }

    @Test
    void countersNameNoWholeDestination() {
        var policy = Policy.defaults().with(numbers());
        var request = new CodeRequest("u", null, null, "07700 900456", "grace@example.com", null, null, null, null);
        issuer.bean(Issuing.class).issue(tenant, policy, request, null);

        String counters = Tables.dump("issuer", "limit_counter") + Tables.dump("issuer", "sms_sent");
        assertThat(counters).contains(tenant, "+44770090").doesNotContain("900456", "grace");
    }

    private static NumberPolicy numbers() {
        return new NumberPolicy("GB", Set.of("GB"), true);
    }

    private static Policy policy(
            @Nullable Limit prefix, @Nullable Limit country, @Nullable Spend spend, @Nullable PumpingGuard pumping) {
        return Policy.defaults()
                .with(numbers())
                .with(new LimitPolicy(null, null, prefix, null, country, null, spend, pumping));
    }

    private Issued issue(Policy policy, @Nullable String email) {
        var request = new CodeRequest(
                RunningIssuer.newUser(), null, Channel.SMS, "07700 900123", email, null, null, null, null);
        return issuer.bean(Issuing.class).issue(tenant, policy, request, null);
    }

    private Challenge challenge(Policy policy, @Nullable String email) {
        Issued issued = issue(policy, email);
        if (issued instanceof Issued.Made made) {
            return made.challenge();
        }
        throw another(issued);
    }

    private Challenge.Sending made(Policy policy, @Nullable String email) {
        return challenge(policy, email).sending();
    }

    private Issued.RateLimited limited(Policy policy, @Nullable String email) {
        Issued issued = issue(policy, email);
        if (issued instanceof Issued.RateLimited limited) {
            return limited;
        }
        throw another(issued);
    }

    private static AssertionError another(Issued issued) {
        return new AssertionError("came out as " + issued.getClass().getSimpleName());
    }

    private Resent resend(Policy policy, Challenge challenge) {
        return issuer.bean(Resending.class).resend(tenant, policy, challenge.challengeId(), null);
    }
}
