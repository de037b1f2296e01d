package ontime.issuer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import ontime.events.Channel;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    @Test
    void anInstallationThatHasSetNothingIsServed() {
        assertThat(Policy.defaults())
                .isEqualTo(new Policy(
                        LIFE,
                        6,
                        5,
                        COOLDOWN,
                        "GB",
                        Set.of("GB"),
                        Channel.SMS,
                        false,
                        new Origin("login.example.com"),
                        ZoneId.of("Europe/London")));
    }

    @Test
    void onlyTheTestNumbersChangeWhenTheyAreSwitchedOn() {
        assertThat(Policy.defaults().withTestNumbers(true).withTestNumbers(false))
                .isEqualTo(Policy.defaults());
        assertThat(Policy.defaults().withTestNumbers(true).testNumbers()).isTrue();
    }

    @Test
    void aCodeLivesTenMinutesAtMost() {
        assertThat(policy(Duration.ofMinutes(10), 6, 5, COOLDOWN).timeToLive()).isEqualTo(Duration.ofMinutes(10));
        refuses(Duration.ofMinutes(10).plusMillis(1), 6, 5, COOLDOWN, "timeToLive");
        refuses(Duration.ZERO, 6, 5, Duration.ZERO, "timeToLive");
        refuses(Duration.ofMinutes(-1), 6, 5, Duration.ZERO, "timeToLive");
    }

    @Test
    void aCodeHasSixToTenDigits() {
        assertThat(policy(LIFE, 10, 5, COOLDOWN).codeLength()).isEqualTo(10);
        refuses(LIFE, 5, 5, COOLDOWN, "codeLength");
        refuses(LIFE, 11, 5, COOLDOWN, "codeLength");
    }

    @Test
    void thereAreOneToTenAttempts() {
        refuses(LIFE, 6, 0, COOLDOWN, "attempts");
        refuses(LIFE, 6, 11, COOLDOWN, "attempts");
    }

    @Test
    void aCooldownLongerThanTheLifeOfTheCodeIsRefusedBecauseNobodyCouldEverResend() {
        assertThat(policy(LIFE, 6, 5, LIFE.minusMillis(1)).cooldown()).isLessThan(LIFE);
        refuses(LIFE, 6, 5, LIFE, "cooldown");
        refuses(LIFE, 6, 5, Duration.ofSeconds(-1), "cooldown");
    }

    @Test
    void thePolicyDoesNotChangeWithTheSetThatItWasMadeOf() {
        var countries = new HashSet<>(Set.of("GB"));
        var policy = new Policy(
                LIFE, 6, 5, COOLDOWN, "GB", countries, Channel.SMS, false, new Origin("a.example"), ZoneId.of("UTC"));
        countries.add("US");
        assertThat(policy.smsCountries()).containsExactly("GB");
    }

    private static void refuses(Duration life, int length, int attempts, Duration cooldown, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(life, length, attempts, cooldown))
                .withMessageStartingWith(name);
    }

    private static Policy policy(Duration life, int length, int attempts, Duration cooldown) {
        return new Policy(
                life,
                length,
                attempts,
                cooldown,
                "GB",
                Set.of("GB"),
                Channel.SMS,
                false,
                new Origin("login.example.com"),
                ZoneId.of("Europe/London"));
    }
}
