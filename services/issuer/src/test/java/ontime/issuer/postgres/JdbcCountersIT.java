package ontime.issuer.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.NumberRange;
import ontime.issuer.limit.Quota;
import ontime.issuer.limit.Reached;
import ontime.issuer.limit.SmsSent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Counts that replicas share. */
@ExtendWith(OutputCaptureExtension.class)
class JdbcCountersIT {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    private static final IssuerSchema SCHEMA = new IssuerSchema("counters");
    private static final JdbcCounters ONE = JdbcCounters.beside(SCHEMA.connections());
    private static final JdbcCounters OTHER = JdbcCounters.beside(SCHEMA.connections());

    private final String subject = "subject-" + SUBJECTS.incrementAndGet();
    private final String tenant = "tenant-of-" + subject;

    @AfterAll
    static void close() {
        ONE.close();
        OTHER.close();
        SCHEMA.close();
    }

    /** Several times, because two that do not see each other may still miss each other. */
    @RepeatedTest(20)
    void fiftyAtOnceOnTwoReplicasAreLetInFiveTimes() throws Exception {
        // So that nobody waits for the one who makes the row.
        assertThat(ONE.take(tenant, List.of(quota(LimitName.USER, subject, 0, 5)), null, NOW))
                .isEmpty();
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<Optional<Reached>>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                var replica = i % 2 == 0 ? ONE : OTHER;
                answers.add(threads.submit(() -> {
                    start.await();
                    return replica.take(tenant, List.of(user(5)), null, NOW);
                }));
            }
            start.countDown();
        }

        var reached = new ArrayList<Optional<Reached>>();
        for (var answer : answers) {
            reached.add(answer.get());
        }
        assertThat(reached).filteredOn(Optional::isEmpty).hasSize(5);
        assertThat(reached)
                .filteredOn(Optional::isPresent)
                .hasSize(45)
                .containsOnly(
                        Optional.of(new Reached(LimitName.USER, NOW.plus(WINDOW).plus(MINUTE))));
    }

    @Test
    void requestsThatShareSomeOfTheirLimitsNeverWaitForEachOther() throws Exception {
        var answers = new ArrayList<Future<Integer>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                var replica = thread % 2 == 0 ? ONE : OTHER;
                var random = new Random(thread);
                answers.add(threads.submit(() -> {
                    int taken = 0;
                    for (int i = 0; i < 50; i++) {
                        var quotas = List.of(
                                quota(LimitName.USER, "u-" + random.nextInt(3), 1, 1_000),
                                quota(LimitName.DESTINATION, "d-" + random.nextInt(3), 1, 1_000),
                                quota(LimitName.PREFIX, "+4477009" + random.nextInt(2), 1, 1_000),
                                quota(LimitName.TENANT, "", 1, 1_000));
                        taken += replica.take(tenant, quotas, null, NOW).isEmpty() ? 1 : 0;
                    }
                    return taken;
                }));
            }
        }

        int taken = 0;
        for (var answer : answers) {
            taken += answer.get();
        }
        assertThat(taken).isEqualTo(400);
        assertThat(counted(LimitName.TENANT)).isEqualTo(400);
        assertThat(counted(LimitName.USER)).isEqualTo(400);
    }

    @Test
    void whatOneLimitHoldsBackCountsAgainstNoOther() {
        var quotas = List.of(user(1), quota(LimitName.TENANT, "", 1, 100));
        ONE.take(tenant, quotas, null, NOW);

        for (int i = 0; i < 3; i++) {
            assertThat(ONE.take(tenant, quotas, null, NOW)).map(Reached::limit).contains(LimitName.USER);
        }

        assertThat(counted(LimitName.TENANT)).isEqualTo(1);
    }

    @Test
    void ofTwoLimitsTheOneThatLastsLongerIsNamed() {
        var quotas = List.of(
                user(1),
                new Quota(LimitName.CLIENT_IP, "192.0.2.1", 1, 1, Duration.ofMinutes(6), 11),
                quota(LimitName.TENANT, "", 1, 1));
        ONE.take(tenant, quotas, null, NOW);

        assertThat(ONE.take(tenant, quotas, null, NOW))
                .contains(new Reached(LimitName.CLIENT_IP, NOW.plus(Duration.ofMinutes(66))));
    }

    @Test
    void theInstantThatIsNamedIsTheFirstFromWhichOnThereIsRoom() {
        for (int minute = 0; minute < 5; minute++) {
            ONE.take(tenant, List.of(user(5)), null, at(minute));
        }

        var reached = ONE.take(tenant, List.of(user(5)), null, at(7)).orElseThrow();

        assertThat(reached.retryAt()).isEqualTo(at(11));
        assertThat(ONE.take(tenant, List.of(user(5)), null, at(11).minusMillis(1)))
                .isPresent();
        assertThat(ONE.take(tenant, List.of(user(5)), null, at(11))).isEmpty();
        assertThat(ONE.take(tenant, List.of(user(5)), null, at(11))).isPresent();
    }

    @Test
    void inNoStretchOfTimeThereAreMoreThanTheLimitSays() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 10; run++) {
            play(new Random(seed + run), "seed " + seed + ", run " + run);
        }
    }

    /** A random course of requests against the plainest of all counters: a list of what was let through. */
    private void play(Random random, String name) {
        int most = 1 + random.nextInt(5);
        String who = subject + " " + name;
        var passed = new ArrayList<Instant>();
        Instant now = NOW;
        for (int i = 0; i < 100; i++) {
            now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(700_000) : random.nextInt(90_000));
            Instant instant = now;
            var replica = random.nextBoolean() ? ONE : OTHER;
            var reached = replica.take(tenant, List.of(quota(LimitName.USER, who, 1, most)), null, instant);
            long sinceAWindow = countSince(passed, instant.minus(WINDOW));
            long sinceASlotMore = countSince(passed, instant.minus(WINDOW).minus(MINUTE));
            if (reached.isEmpty()) {
                passed.add(instant);
                assertThat(sinceAWindow).as(name).isLessThan(most);
            } else {
                assertThat(sinceASlotMore).as(name).isGreaterThanOrEqualTo(most);
                assertThat(reached.get().retryAt()).as(name).isAfter(instant);
                assertThat(Duration.between(
                                passed.get(passed.size() - most), reached.get().retryAt()))
                        .as(name)
                        .isBetween(WINDOW, WINDOW.plus(MINUTE));
            }
        }
    }

    private static long countSince(List<Instant> passed, Instant since) {
        return passed.stream().filter(instant -> !instant.isBefore(since)).count();
    }

    @Test
    void aReplicaWhoseClockIsBehindLetsNoMoreIn() {
        ONE.take(tenant, List.of(user(2)), null, NOW);
        OTHER.take(tenant, List.of(user(2)), null, NOW.minusSeconds(90));

        assertThat(ONE.take(tenant, List.of(user(2)), null, NOW)).isPresent();
        assertThat(OTHER.take(tenant, List.of(user(2)), null, NOW.minusSeconds(90)))
                .isPresent();
    }

    @Test
    void tenantsDoNotShareTheirLimits() {
        ONE.take(tenant, List.of(user(1)), null, NOW);

        assertThat(ONE.take(tenant + "-2", List.of(user(1)), null, NOW)).isEmpty();
    }

    @Test
    void aLimitWhoseWindowHasChangedCountsAfresh() {
        ONE.take(tenant, List.of(user(1)), null, NOW);

        var anHour = new Quota(LimitName.USER, subject, 1, 1, Duration.ofMinutes(6), 11);
        assertThat(ONE.take(tenant, List.of(anHour), null, NOW)).isEmpty();
        assertThat(ONE.take(tenant, List.of(user(1)), null, NOW)).isPresent();
    }

    @Test
    void theSpendOfADayEndsAtMidnightAndIsToldOfTwice(CapturedOutput output) {
        Instant midnight = Instant.parse("2026-02-01T00:00:00Z");

        for (int i = 0; i < 7; i++) {
            assertThat(spend(NOW)).isEmpty();
        }
        assertThat(warnings(output)).isEmpty();
        assertThat(spend(NOW)).isEmpty();
        assertThat(warnings(output)).containsExactly("80 % of what SMS may cost today");
        assertThat(spend(NOW)).isEmpty();
        assertThat(spend(NOW)).isEmpty();
        assertThat(warnings(output)).hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertThat(spend(NOW)).contains(new Reached(LimitName.SPEND, midnight));
        }
        assertThat(spend(midnight.minusMillis(1))).isPresent();
        assertThat(warnings(output))
                .containsExactly(
                        "80 % of what SMS may cost today", "what SMS may cost today: no more SMS until midnight (UTC)");
        assertThat(new JdbcRanges(SCHEMA.database()).spent(NOW)).containsEntry(tenant, 500_000L);

        assertThat(spend(midnight)).isEmpty();
        assertThat(new JdbcRanges(SCHEMA.database()).spent(midnight)).containsEntry(tenant, 50_000L);
    }

    @Test
    void aMessageThatWouldCostMoreThanIsLeftIsHeldBackWhileACheaperOnePasses() {
        ONE.take(tenant, List.of(new Quota(LimitName.SPEND, "", 90, 100, Duration.ofDays(1), 1)), null, NOW);

        assertThat(ONE.take(tenant, List.of(new Quota(LimitName.SPEND, "", 11, 100, Duration.ofDays(1), 1)), null, NOW))
                .isPresent();
        assertThat(ONE.take(tenant, List.of(new Quota(LimitName.SPEND, "", 10, 100, Duration.ofDays(1), 1)), null, NOW))
                .isEmpty();
    }

    @Test
    void countersThatCountNothingAnyMoreAreForgotten() {
        ONE.take(tenant, List.of(user(1)), null, NOW);
        ONE.take(tenant, List.of(quota(LimitName.COUNTRY, "GB", 1, 1)), null, at(5));

        new Housekeeping(SCHEMA.database(), () -> at(12)).forgetCounters();

        assertThat(counted(LimitName.USER)).isZero();
        assertThat(counted(LimitName.COUNTRY)).isEqualTo(1);
    }

    @Test
    void aCodeThatIsHeldBackIsNotJudgedLater() {
        var range = new NumberRange("GB", "+44770090");
        ONE.take(tenant, List.of(user(1)), new SmsSent("sent-" + subject, range, at(5)), NOW);
        ONE.take(tenant, List.of(user(1)), new SmsSent("held-" + subject, range, at(5)), NOW);

        assertThat(SCHEMA.database()
                        .sql("select challenge_id from sms_sent where tenant = ?")
                        .param(tenant)
                        .query(String.class)
                        .list())
                .containsExactly("sent-" + subject);
    }

    private Optional<Reached> spend(Instant now) {
        return ONE.take(
                tenant, List.of(new Quota(LimitName.SPEND, "", 50_000, 500_000, Duration.ofDays(1), 1)), null, now);
    }

    private List<String> warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(tenant + " has spent "))
                .map(line -> line.replaceAll(".* has spent ([^\"]*).*", "$1"))
                .toList();
    }

    private Quota user(int most) {
        return quota(LimitName.USER, subject, 1, most);
    }

    private static Quota quota(LimitName name, String subject, long amount, long most) {
        return new Quota(name, subject, amount, most, MINUTE, 11);
    }

    private static Instant at(int minute) {
        return NOW.plus(Duration.ofMinutes(minute));
    }

    private long counted(LimitName name) {
        return SCHEMA.database()
                .sql("""
                        select coalesce(sum(each), 0) from limit_counter, unnest(counts) as each
                        where tenant = ? and limit_name = ?
                        """)
                .params(tenant, name.text())
                .query(Long.class)
                .single();
    }
}
