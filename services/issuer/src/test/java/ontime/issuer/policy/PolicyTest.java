package ontime.issuer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ontime.events.Channel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    @Test
    void anInstallationThatHasSetNothingIsServed() {
        var tenMinutes = Duration.ofMinutes(10);
        var hour = Duration.ofHours(1);
        assertThat(Policy.defaults())
                .isEqualTo(new Policy(
                        new CodePolicy(LIFE, 6, 5, COOLDOWN, new Supersession.InvalidatePrevious()),
                        new NumberPolicy("GB", Set.of("GB"), false),
                        new ChannelPolicy(
                                List.of(Channel.SMS, Channel.EMAIL),
                                new ChannelPolicy.Fallback(Duration.ofSeconds(20), null)),
                        new Wording(
                                new Origin("login.example.com"),
                                ZoneId.of("Europe/London"),
                                List.of(Locale.ENGLISH),
                                Map.of(),
                                Map.of()),
                        new LimitPolicy(
                                new LimitPolicy.Limit(5, tenMinutes),
                                new LimitPolicy.Limit(5, tenMinutes),
                                new LimitPolicy.Limit(100, hour),
                                new LimitPolicy.Limit(30, tenMinutes),
                                new LimitPolicy.Limit(100_000, hour),
                                new LimitPolicy.Limit(200_000, hour),
                                new LimitPolicy.Spend(new BigDecimal("250"), Map.of(), new BigDecimal("0.05")),
                                new LimitPolicy.PumpingGuard(30, 0.2, Duration.ofHours(6), hour)),
                        Policy.Destinations.NAMED_OR_KNOWN));
    }

    @Test
    void aCodeLivesTenMinutesAtMost() {
        assertThat(codes(Duration.ofMinutes(10), 6, 5, COOLDOWN).timeToLive()).isEqualTo(Duration.ofMinutes(10));
        refuses("codes.timeToLive", () -> codes(Duration.ofMinutes(10).plusMillis(1), 6, 5, COOLDOWN));
        refuses("codes.timeToLive", () -> codes(Duration.ofSeconds(30).minusMillis(1), 6, 5, Duration.ZERO));
        refuses("codes.timeToLive", () -> codes(Duration.ofMinutes(-1), 6, 5, Duration.ZERO));
    }

    @Test
    void aCodeHasSixToTenDigits() {
        assertThat(codes(LIFE, 10, 5, COOLDOWN).length()).isEqualTo(10);
        refuses("codes.length", () -> codes(LIFE, 5, 5, COOLDOWN));
        refuses("codes.length", () -> codes(LIFE, 11, 5, COOLDOWN));
    }

    @Test
    void thereAreOneToTenAttempts() {
        refuses("codes.attempts", () -> codes(LIFE, 6, 0, COOLDOWN));
        refuses("codes.attempts", () -> codes(LIFE, 6, 11, COOLDOWN));
    }

    @Test
    void aCooldownLongerThanTheLifeOfTheCodeIsRefusedBecauseNobodyCouldEverResend() {
        assertThat(codes(LIFE, 6, 5, LIFE.minusMillis(1)).cooldown()).isLessThan(LIFE);
        refuses("codes.cooldown", () -> codes(LIFE, 6, 5, LIFE));
        refuses("codes.cooldown", () -> codes(LIFE, 6, 5, Duration.ofSeconds(-1)));
    }

    @Test
    void aGraceIsShorterThanTheLifeOfTheCode() {
        var grace = new Supersession.Grace(Duration.ofMinutes(2));
        assertThat(CodePolicy.defaults().with(grace).supersession()).isEqualTo(grace);
        refuses("codes.supersession", () -> new CodePolicy(Duration.ofMinutes(2), 6, 5, Duration.ofSeconds(30), grace));
        refuses("codes.supersession", () -> new Supersession.Grace(Duration.ZERO));
    }

    @Test
    void thereIsAChannel() {
        refuses("channels.order", () -> new ChannelPolicy(List.of(), null));
        refuses("channels.order", () -> new ChannelPolicy(List.of(Channel.SMS, Channel.SMS), null));
        refuses("channels.order", () -> new ChannelPolicy(List.of(Channel.OTHER), null));
    }

    @Test
    void smsAsTheOnlyChannelNeedsACountryThatItMayGoTo() {
        var nowhere = Policy.defaults().with(new NumberPolicy("GB", Set.of(), false));
        refuses("numbers.smsCountries", () -> nowhere.with(new ChannelPolicy(List.of(Channel.SMS), null)));
    }

    @Test
    void aFallbackThatWouldBringADeadCodeIsRefused() {
        var afterTheEnd = new ChannelPolicy(
                List.of(Channel.SMS, Channel.EMAIL), new ChannelPolicy.Fallback(COOLDOWN, Duration.ofMinutes(5)));
        refuses("channels.fallback", () -> Policy.defaults().with(afterTheEnd));
    }

    @Test
    void aCountryIsOneOfIso3166() {
        refuses("numbers.region", () -> new NumberPolicy("UK", Set.of(), false));
        refuses("numbers.smsCountries", () -> new NumberPolicy("GB", Set.of("gb"), false));
    }

    @Test
    void thePolicyDoesNotChangeWithTheSetThatItWasMadeOf() {
        var countries = new HashSet<>(Set.of("GB"));
        var numbers = new NumberPolicy("GB", countries, false);
        countries.add("US");
        assertThat(numbers.smsCountries()).containsExactly("GB");
    }

    private static void refuses(String name, ThrowingCallable policy) {
        assertThatIllegalArgumentException().isThrownBy(policy).withMessageStartingWith(name);
    }

    private static CodePolicy codes(Duration life, int length, int attempts, Duration cooldown) {
        return new CodePolicy(life, length, attempts, cooldown, new Supersession.InvalidatePrevious());
    }
}
