package ontime.issuer.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.MovableClock;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.contact.ContactVersions;
import ontime.issuer.limit.ClosedRange;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.NumberRange;
import ontime.issuer.limit.RangeWatch;
import ontime.issuer.limit.Ranges;
import ontime.issuer.limit.Reached;
import ontime.issuer.limit.SmsSent;
import ontime.issuer.policy.LimitPolicy.PumpingGuard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Ranges whose codes nobody enters are closed, and no others. */
@ExtendWith(OutputCaptureExtension.class)
class SmsPumpingIT {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final NumberRange RANGE = new NumberRange("GB", "+44770090");
    private static final NumberRange OTHER = new NumberRange("GB", "+44770091");
    private static final PumpingGuard GUARD = new PumpingGuard(30, 0.2, Duration.ofHours(6), HOUR);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final IssuerSchema SCHEMA = new IssuerSchema("pumping");
    private static final JdbcCounters COUNTERS = JdbcCounters.beside(SCHEMA.connections());

    private final String tenant = "tenant-" + COUNT.incrementAndGet();
    private final MovableClock clock = new MovableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JdbcRanges ranges = new JdbcRanges(SCHEMA.database());
    private final RangeWatch watch = watch();

    SmsPumpingIT() {
        clock.stopAt(NOW);
    }

    @AfterAll
    static void close() {
        COUNTERS.close();
        SCHEMA.close();
    }

    @Test
    void aRangeWhoseCodesNobodyEntersIsClosedForAWhile() {
        send(RANGE, 30, 5);
        clock.advance(LIFE);

        assertThat(watch.sweep()).singleElement().satisfies(closed -> {
            assertThat(closed.range()).isEqualTo(RANGE);
            assertThat(closed.closedAt()).isEqualTo(clock.instant());
            assertThat(closed.reopensAt()).isEqualTo(clock.instant().plus(HOUR));
            assertThat(closed.closedBy().sent()).isEqualTo(30);
            assertThat(closed.closedBy().entered()).isEqualTo(5);
        });

        assertThat(sms(RANGE))
                .contains(new Reached(LimitName.PUMPING, clock.instant().plus(HOUR)));
        assertThat(sms(OTHER)).isEmpty();
        assertThat(watch.sweep()).isEmpty();
        assertThat(meters.get("otp.range.closures")
                        .tag("country", "GB")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("otp.closed.ranges").gauge().value()).isPositive();
    }

    @Test
    void aShareThatIsJustEnoughClosesNothing() {
        send(RANGE, 30, 6);
        clock.advance(LIFE);

        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void honestPeopleNeverCloseTheirRange() {
        for (int hour = 0; hour < 12; hour++) {
            send(RANGE, 50, 40);
            clock.advance(HOUR);
            assertThat(watch.sweep()).isEmpty();
        }
        assertThat(sms(RANGE)).isEmpty();
    }

    @Test
    void aFewCodesProveNothing() {
        send(RANGE, 29, 0);
        clock.advance(LIFE);

        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void aFewCodesNowAndThenProveNothingEither() {
        for (int day = 0; day < 10; day++) {
            send(RANGE, 29, 0);
            clock.advance(Duration.ofHours(7));
            assertThat(watch.sweep()).isEmpty();
        }
    }

    @Test
    void aCodeThatCanStillBeEnteredIsNotJudged() {
        send(RANGE, 500, 0);
        clock.advance(LIFE.minusMillis(1));
        assertThat(watch.sweep()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(watch.sweep()).extracting(ClosedRange::range).containsExactlyInAnyOrder(RANGE, country());
    }

    @Test
    void aRangeOpensAgainByItselfAndIsJudgedByWhatIsSentFromThenOn() {
        send(RANGE, 100, 0);
        clock.advance(LIFE);
        watch.sweep();

        clock.advance(HOUR.minusMillis(1));
        assertThat(sms(RANGE)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(sms(RANGE)).isEmpty();

        clock.advance(LIFE);
        send(RANGE, 29, 0);
        clock.advance(LIFE);
        assertThat(watch.sweep()).isEmpty();

        send(RANGE, 1, 0);
        clock.advance(LIFE);
        assertThat(watch.sweep())
                .singleElement()
                .satisfies(closed -> assertThat(closed.closedBy().sent()).isEqualTo(30));
    }

    @Test
    void whatWasOnItsWayWhenTheRangeWasClosedIsNotHeldAgainstItLater() {
        send(RANGE, 100, 0);
        clock.advance(LIFE.minusSeconds(1));
        send(RANGE, 100, 0);
        clock.advance(Duration.ofSeconds(1));
        watch.sweep();
        clock.advance(LIFE);
        assertThat(watch.sweep()).isEmpty();

        clock.advance(HOUR);
        send(RANGE, 1, 0);
        clock.advance(LIFE);

        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void aRangeIsOpenedByHand() {
        send(RANGE, 100, 0);
        clock.advance(LIFE);
        watch.sweep();
        var range = new Ranges.OfTenant(tenant, RANGE);

        assertThat(ranges.open(range, clock.instant())).isTrue();

        assertThat(ranges.open(range, clock.instant())).isFalse();
        assertThat(sms(RANGE)).isEmpty();
        assertThat(ranges.closed(clock.instant()))
                .extracting(ClosedRange::tenant)
                .doesNotContain(tenant);
        clock.advance(LIFE);
        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void aCountryIsClosedOnTenTimesTheEvidence() {
        for (int prefix = 0; prefix < 12; prefix++) {
            send(new NumberRange("GB", "+4477009" + prefix), 25, 0);
        }
        clock.advance(LIFE);

        assertThat(watch.sweep()).extracting(ClosedRange::range).containsExactly(country());

        assertThat(sms(OTHER)).map(Reached::limit).contains(LimitName.PUMPING);
        assertThat(sms(new NumberRange("IE", "+35385000"))).isEmpty();
    }

    @Test
    void tenantsAreJudgedEachByTheirOwn() {
        send(RANGE, 100, 0);
        clock.advance(LIFE);
        watch.sweep();

        var sms = new SmsSent("other-" + tenant, RANGE, clock.instant().plus(LIFE));
        assertThat(COUNTERS.take(tenant + "-2", List.of(), sms, clock.instant()))
                .isEmpty();
    }

    @Test
    void replicasThatJudgeAtOnceCloseARangeOnceAndCountEachCodeOnce() throws Exception {
        send(RANGE, 200, 0);
        clock.advance(LIFE);
        var closures = new ArrayList<Future<List<ClosedRange>>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int replica = 0; replica < 4; replica++) {
                closures.add(threads.submit(watch()::sweep));
            }
        }

        int closed = 0;
        for (var one : closures) {
            closed += one.get().size();
        }
        assertThat(closed).isEqualTo(1);
        assertThat(SCHEMA.database()
                        .sql("select sum(sent) from sms_outcome where tenant = ? and prefix = ?")
                        .params(tenant, RANGE.prefix())
                        .query(Long.class)
                        .single())
                .isEqualTo(200);
    }

    @Test
    void aCodeThatWasNeverMadeIsNotJudged() {
        for (int i = 0; i < 100; i++) {
            sms(RANGE);
        }
        clock.advance(LIFE);

        assertThat(watch.sweep()).isEmpty();
    }

    @Test
    void theClosureOfARangeIsLoudAndNamesNoNumber(CapturedOutput output) {
        send(RANGE, 40, 2);
        clock.advance(LIFE);

        new RangeSweep(watch).sweep();

        assertThat(output.getAll().lines().filter(line -> line.contains(tenant)))
                .singleElement()
                .asString()
                .contains("WARN", "closed +44770090 (GB)", "of 40 codes that were sent, 2 were entered");
    }

    @Test
    void whatNoGuardLooksBackToAnyMoreIsForgotten() {
        send(RANGE, 40, 0);
        clock.advance(LIFE);
        watch.sweep();
        var housekeeping = new Housekeeping(SCHEMA.database(), clock);

        clock.advance(Duration.ofDays(2));
        housekeeping.forgetOutcomes();
        assertThat(rows("sms_outcome")).isZero();
        assertThat(rows("closed_range")).isEqualTo(1);

        clock.advance(HOUR);
        housekeeping.forgetOutcomes();
        assertThat(rows("closed_range")).isZero();
    }

    private RangeWatch watch() {
        return new RangeWatch(
                ranges, name -> name.equals(tenant) ? Optional.of(GUARD) : Optional.empty(), meters, clock);
    }

    private NumberRange country() {
        return new NumberRange("GB", "");
    }

    /** Sends codes now; so many of them will have been entered. */
    private void send(NumberRange range, int codes, int entered) {
        var challenges = new ChallengeTable(SCHEMA.database());
        for (int i = 0; i < codes; i++) {
            var challenge = challenge();
            challenges.add(challenge, new byte[0]);
            if (i < entered) {
                enter(challenge);
            }
            COUNTERS.take(
                    tenant,
                    List.of(),
                    new SmsSent(challenge.challengeId(), range, challenge.expiresAt()),
                    clock.instant());
        }
    }

    /** Whether one more SMS may go. */
    private Optional<Reached> sms(NumberRange range) {
        var sms = new SmsSent(
                "none-" + COUNT.incrementAndGet(), range, clock.instant().plus(LIFE));
        return COUNTERS.take(tenant, List.of(), sms, clock.instant());
    }

    private static void enter(Challenge challenge) {
        SCHEMA.database()
                .sql("update challenge set state = 'VERIFIED', contents = null where challenge_id = ?")
                .param(challenge.challengeId())
                .update();
    }

    private Challenge challenge() {
        int number = COUNT.incrementAndGet();
        Instant now = clock.instant();
        var routing = new Challenge.Routing(null, Channel.SMS, RoutingReason.POLICY_DEFAULT, "masked", "fingerprint");
        return new Challenge(
                "challenge-" + number,
                tenant,
                "u-" + number,
                "login-" + number,
                1,
                "K7",
                new Challenge.Code("challenge-" + number, new byte[32]),
                null,
                now,
                now.plus(LIFE),
                Challenge.State.ACTIVE,
                null,
                5,
                new Challenge.Sending(1, routing, now, now, null, false, Challenge.Heard.NOTHING),
                new byte[0],
                ContactVersions.NONE);
    }

    private long rows(String table) {
        return SCHEMA.database()
                .sql("select count(*) from " + table + " where tenant = ? and prefix <> ''")
                .param(tenant)
                .query(Long.class)
                .single();
    }
}
