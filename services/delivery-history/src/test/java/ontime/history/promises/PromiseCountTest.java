package ontime.history.promises;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.TraceParent;
import ontime.history.PromiseSettings;
import ontime.history.conversion.Labels;
import ontime.history.facts.Login;
import ontime.history.facts.LoginStory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every login begins with a click at second 0 and its request a tenth later. */
class PromiseCountTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Judged: acceptance at 65 s, confirmation at 5.5 min, the end at 12 min. */
    private static final PromiseSettings SETTINGS = new PromiseSettings(
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(11),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofHours(6));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<LoginStory> logins = new ArrayList<>();
    private Instant now = at(0);
    private Duration behind = Duration.ZERO;
    private boolean databaseIsAway;
    private final List<@Nullable TraceParent> examples = new ArrayList<>();
    private final PromiseCount count = new PromiseCount(
            (from, to, then, reader) -> {
                logins.forEach(login -> reader.accept(Login.of(login.facts(), Map.of(), then)));
                if (databaseIsAway) {
                    throw new IllegalStateException("away");
                }
            },
            meters,
            new Labels(Set.of("sns", "smtp"), Set.of(), Set.of()),
            SETTINGS.terms(),
            this::measure,
            () -> behind,
            () -> now);

    @Test
    void aCodeIsAcceptedInTimeOrNot() {
        logins.add(login("prompt").requested(0.1).accepted(0.2, 5.1));
        logins.add(login("late").requested(0.1).accepted(0.2, 5.2));

        judgeAt(65.2);

        assertThat(kept("accepted")).isEqualTo(1);
        assertThat(broken("accepted")).isEqualTo(1);
    }

    @Test
    void aCodeThatNeverArrivedCountsAsBrokenOnceItCanNoLongerArriveInTime() {
        logins.add(login("lost").requested(0.1));

        judgeAt(65.1);
        assertThat(meters.find("otp.promises").counters()).as("too young").isEmpty();

        judgeAt(65.2);
        assertThat(broken("accepted")).isEqualTo(1);

        judgeAt(12 * 60 + 0.2);
        assertThat(broken("ended")).as("nobody told its end").isEqualTo(1);
    }

    @Test
    void eachIsJudgedOnce() {
        logins.add(login("one").requested(0.1).accepted(0.2, 0.4));

        judgeAt(65.2);
        judgeAt(66);
        judgeAt(67);

        assertThat(kept("accepted")).isEqualTo(1);
    }

    @Test
    void whatFailsHalfWayIsJudgedAgainAndCountsOnce() {
        logins.add(login("one").requested(0.1).accepted(0.2, 0.4));
        databaseIsAway = true;
        assertThatThrownBy(() -> judgeAt(65.2)).hasMessage("away");
        databaseIsAway = false;

        judgeAt(70);

        assertThat(kept("accepted")).isEqualTo(1);
    }

    @Test
    void nothingIsJudgedWhileEventsAreReadTooLate() {
        logins.add(login("one").requested(0.1).accepted(0.2, 0.4));
        behind = Duration.ofSeconds(61);
        judgeAt(65.2);
        assertThat(meters.find("otp.promises").counters()).isEmpty();
        behind = SECOND;

        judgeAt(80);

        assertThat(kept("accepted")).isEqualTo(1);
    }

    @Test
    void aCodeThatGaveWayInTimeIsMissedByNobodyAndALaterOneIs() {
        logins.add(login("in-time").requested(0.1).dropped(DeliveryReason.SUPERSEDED, 4));
        logins.add(login("too-late").requested(0.1).dropped(DeliveryReason.SUPERSEDED, 6));
        logins.add(login("expired").requested(0.1).dropped(DeliveryReason.EXPIRED, 4));

        judgeAt(65.2);

        assertThat(kept("accepted")).isZero();
        assertThat(broken("accepted")).isEqualTo(2);
    }

    @Test
    void aRouteThatConfirmsIsHeldToIt() {
        logins.add(login("silent").requested(0.1).accepted(0.2, 0.4));
        logins.add(login("confirmed-late").requested(0.1).accepted(0.2, 0.4).delivered(30.2));
        logins.add(login("entered").requested(0.1).accepted(0.2, 0.4).typed(CheckOutcome.VERIFIED, 4, 12));
        logins.add(login("never-sent").requested(0.1));
        logins.add(login("confirmed").requested(0.1).accepted(0.2, 0.4).delivered(30.1));

        judgeAt(330.2);

        assertThat(kept("confirmed")).isEqualTo(2);
        assertThat(broken("confirmed")).as("late, and silent").isEqualTo(2);
    }

    @Test
    void ofARouteThatConfirmsNothingNothingIsPromised() {
        logins.add(login("silent").requested(0.1).accepted(0.2, 0.4));
        logins.add(login("mail")
                .requested(0.1, Channel.EMAIL, RoutingReason.AS_REQUESTED)
                .accepted(0.2, 0.4)
                .delivered(3));

        judgeAt(330.2);

        assertThat(meters.find("otp.promises").tag("promise", "confirmed").counters())
                .isEmpty();
    }

    @Test
    void whatIsKnownLateIsTimedWhenAllOfItIsKnown() {
        logins.add(login("one").requested(0.1).accepted(0.2, 0.4).delivered(8.1).typed(CheckOutcome.VERIFIED, 4, 20.1));

        judgeAt(65.2);
        judgeAt(330.2);
        judgeAt(12 * 60 + 0.2);

        assertThat(meters.get("otp.delivery").tag("until", "delivered").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(8);
        assertThat(meters.get("otp.stage").tag("stage", "person").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(12);
        assertThat(meters.get("otp.stage")
                        .tag("stage", "issue")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .extracting(edge -> edge.bucket(TimeUnit.SECONDS))
                .contains(5.0, 10.0, 30.0, 60.0, 120.0, 300.0);
        assertThat(meters.get("otp.stage").tag("stage", "issue").timer().count())
                .isEqualTo(1);
    }

    @Test
    void afterALongPauseOnlyTheEndOfItIsJudged() {
        logins.add(login("old").requested(0.1));
        logins.add(login("recent").requested(300).accepted(300.1, 300.2));

        judgeAt(65 + 60 + 600);

        assertThat(broken("accepted")).isZero();
        assertThat(kept("accepted")).isEqualTo(1);
    }

    @Test
    void labelsNameNobody() {
        logins.add(
                login("u-4711").requested(0.1).accepted(0.2, 0.4).delivered(1).typed(CheckOutcome.VERIFIED, 4, 2));

        judgeAt(65.2);
        judgeAt(330.2);
        judgeAt(12 * 60 + 0.2);

        assertThat(meters.getMeters())
                .flatMap(meter -> meter.getId().getTags())
                .filteredOn(tag -> !tag.getKey().equals("le"))
                .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                .isSubsetOf(
                        "channel=SMS",
                        "country=GB",
                        "provider=sns",
                        "promise=accepted",
                        "promise=confirmed",
                        "promise=ended",
                        "kept=true",
                        "kept=false",
                        "until=delivered",
                        "stage=issue",
                        "stage=person");
    }

    @Test
    void whatIsMeasuredOfALoginNamesItsTraceWhereSomebodyKeepsIt() {
        var kept = new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
        logins.add(login("kept").traced(kept).requested(0.1).accepted(0.2, 0.4));
        logins.add(login("unkept")
                .traced(new TraceParent("5bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", false))
                .requested(0.1)
                .accepted(0.2, 0.4));
        logins.add(login("untraced").requested(0.1).accepted(0.2, 0.4));

        judgeAt(65.2);

        assertThat(examples).containsExactly(kept, null, null);
    }

    private void measure(@Nullable TraceParent trace, Runnable measurement) {
        examples.add(trace);
        measurement.run();
    }

    private void judgeAt(double second) {
        now = at(second);
        count.refresh();
    }

    private double kept(String promise) {
        return told(promise, true);
    }

    private double broken(String promise) {
        return told(promise, false);
    }

    private double told(String promise, boolean kept) {
        return meters.get("otp.promises").tags("promise", promise, "kept", Boolean.toString(kept)).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
