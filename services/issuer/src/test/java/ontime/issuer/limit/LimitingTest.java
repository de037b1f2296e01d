package ontime.issuer.limit;

import static ontime.issuer.limit.LimitName.CLIENT_IP;
import static ontime.issuer.limit.LimitName.COUNTRY;
import static ontime.issuer.limit.LimitName.DESTINATION;
import static ontime.issuer.limit.LimitName.PREFIX;
import static ontime.issuer.limit.LimitName.SPEND;
import static ontime.issuer.limit.LimitName.TENANT;
import static ontime.issuer.limit.LimitName.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import ontime.issuer.policy.LimitPolicy;
import ontime.issuer.policy.LimitPolicy.Limit;
import ontime.issuer.policy.LimitPolicy.Spend;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitingTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final LimitPolicy ALL = Policy.defaults().limits();
    private static final LimitPolicy NONE = new LimitPolicy(null, null, null, null, null, null, null, null);
    private static final Destination PHONE = new Destination.PhoneNumber("+447700900123", 44, "GB");
    private static final Destination MAIL = new Destination.EmailAddress("ada@example.com");

    private final FakeCounters counters = new FakeCounters();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Limiting limiting = new Limiting(counters, String::length, meters);

    @Test
    void aNewCodeBySmsCountsAgainstEverythingInTheOrderInWhichRowsAreLocked() {
        limiting.first(ALL, to(PHONE), asker("192.0.2.1"), NOW);

        assertThat(last().limits()).containsExactly(USER, DESTINATION, CLIENT_IP, PREFIX, COUNTRY, TENANT, SPEND);
        assertThat(last().limits()).isSorted();
        assertThat(last().quotas())
                .extracting(Quota::subject)
                .containsExactly("u-1", "f00d", "192.0.2.1", "+44770090", "GB", "", "");
        assertThat(last().sms())
                .isEqualTo(new SmsSent("challenge-1", new NumberRange("GB", "+44770090"), NOW.plusSeconds(300)));
    }

    @Test
    void aNewCodeByMailCostsNothingAndSaysNothingAboutNumbers() {
        limiting.first(ALL, to(MAIL), asker(null), NOW);

        assertThat(last().limits()).containsExactly(USER, DESTINATION, TENANT);
        assertThat(last().sms()).isNull();
    }

    @Test
    void theSameCodeOnceMoreIsHeldByItsCooldownAndByWhatItCosts() {
        limiting.again(ALL, to(PHONE), NOW);
        assertThat(last().limits()).containsExactly(PREFIX, COUNTRY, TENANT, SPEND);

        limiting.again(ALL, to(MAIL), NOW);
        assertThat(last().limits()).containsExactly(TENANT);
    }

    @Test
    void aTenantWithoutLimitsIsServedWithoutCounting() {
        assertThat(limiting.first(NONE, to(PHONE), asker("192.0.2.1"), NOW)).isEmpty();
        assertThat(counters.asked()).isEmpty();
    }

    @Test
    void theGuardAgainstPumpingWorksWithoutAnyLimit() {
        var policy = new LimitPolicy(null, null, null, null, null, null, null, ALL.pumping());

        limiting.first(policy, to(PHONE), asker(null), NOW);

        assertThat(last().quotas()).isEmpty();
        assertThat(last().sms()).isNotNull();
    }

    @Test
    void aMessageCostsThePriceOfItsCountryForEachOfItsParts() {
        var prices = Map.of("GB", new BigDecimal("0.041235"));
        var policy = spend(new Spend(new BigDecimal("1.000001"), prices, new BigDecimal("0.05")));

        limiting.again(policy, to(PHONE), NOW);

        // The text is "abc", and each of its characters a part.
        assertThat(last().quotas()).containsExactly(new Quota(SPEND, "", 123_705, 1_000_001, Duration.ofDays(1), 1));
    }

    @Test
    void aCountryWithoutAPriceCostsTheOtherPrice() {
        limiting.again(
                spend(new Spend(BigDecimal.ONE, Map.of("US", BigDecimal.ONE), new BigDecimal("0.05"))), to(PHONE), NOW);

        assertThat(last().quotas()).extracting(Quota::amount).containsExactly(150_000L);
    }

    @Test
    void whatIsReachedIsMeasured() {
        counters.answer(new Reached(COUNTRY, NOW));

        assertThat(limiting.again(ALL, to(PHONE), NOW)).contains(new Reached(COUNTRY, NOW));

        assertThat(meters.get("otp.limited").tag("limit", "country").counter().count())
                .isEqualTo(1);
    }

    @Test
    void aWindowIsElevenSlotsSoThatItIsCoveredWhereverItBegins() {
        assertThat(Quota.within(USER, "u", new Limit(5, Duration.ofMinutes(10))))
                .isEqualTo(new Quota(USER, "u", 1, 5, Duration.ofMinutes(1), 11));
        assertThat(Quota.within(USER, "u", new Limit(5, Duration.ofMillis(1_001)))
                        .slot())
                .isEqualTo(Duration.ofMillis(101));
    }

    private FakeCounters.Asked last() {
        return counters.asked().getLast();
    }

    private static LimitPolicy spend(Spend spend) {
        return new LimitPolicy(null, null, null, null, null, null, spend, null);
    }

    private static Outgoing to(Destination destination) {
        return new Outgoing("demo", "challenge-1", destination, "abc", NOW.plusSeconds(300));
    }

    private static Asker asker(@Nullable String ip) {
        return new Asker("u-1", "f00d", ip == null ? null : ClientIp.read(ip).orElseThrow());
    }
}
