package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ontime.delivery.Outcome;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.delivery.route.Routes.Clearance;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration FAST = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final Outcome ACCEPTED = new Outcome.Accepted("m-1");
    private static final Outcome DOWN =
            new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, "refused", null, false);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Route london = route("london", Double.POSITIVE_INFINITY);
    private final Route dublin = route("dublin", Double.POSITIVE_INFINITY);
    private Routes routes = routes(london, dublin);
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void theFirstRouteIsTakenWhileAllIsWell() {
        assertThat(taken(100, FAST, ACCEPTED)).isEqualTo(Map.of("london", 100));
    }

    @Test
    void theSecondHelpsWhenTheFirstHasNoRoom() {
        for (int i = 0; i < 16; i++) {
            assertThat(go()).isSameAs(london);
        }

        assertThat(go()).isSameAs(dublin);
        assertThat(routes.inFlight()).isEqualTo(17);
        assertThat(routes.limit()).isEqualTo(32);
    }

    @Test
    void theSecondHelpsWhenTheFirstIsAtItsRate() {
        Route slower = route("slower", 1);
        routes = routes(slower, dublin);

        assertThat(go()).isSameAs(slower);
        assertThat(go()).isSameAs(dublin);
    }

    @Test
    void aRouteThatIsDownIsLeftAndGetsTheTrafficBackAfterAProbeThatWasAnswered() {
        fail(london, 5);
        assertThat(taken(50, FAST, ACCEPTED)).isEqualTo(Map.of("dublin", 50));

        now = now.plusMillis(500);
        Route probed = go();
        assertThat(probed).isSameAs(london);
        // One at a time: while the probe is on its way all others take the second.
        now = now.plusSeconds(60);
        assertThat(taken(50, FAST, ACCEPTED)).isEqualTo(Map.of("dublin", 50));

        end(probed, ACCEPTED, FAST);
        assertThat(taken(50, FAST, ACCEPTED)).isEqualTo(Map.of("london", 50));
    }

    @Test
    void aRouteThatComesBackStartsWithFewCallsAndTheSecondHelpsUntilItsLimitHasRisen() {
        for (int i = 0; i < 20; i++) {
            burst(64);
        }
        assertThat(burst(64)).isEqualTo(Map.of("london", 64));

        fail(london, 5);
        now = now.plusMillis(500);
        end(go(), ACCEPTED, FAST);

        Map<String, Integer> first = burst(64);
        assertThat(first).containsEntry("london", 16).containsKey("dublin");
        for (int i = 0; i < 20; i++) {
            burst(64);
        }
        assertThat(burst(64)).isEqualTo(Map.of("london", 64));
    }

    @Test
    void aRouteThatRefusesUsIsLeftAtOnceAndTheMessageMayGoByAnother() {
        end(go(), new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "AuthorizationError"), FAST);

        assertThat(routes.hasOther(london)).isTrue();
        assertThat(go()).isSameAs(dublin);
        end(dublin, new Outcome.Refused(DeliveryReason.SPEND_LIMIT, "spent"), FAST);
        assertThat(routes.hasOther(london)).isFalse();
    }

    @Test
    void aBadNumberSaysNothingAboutTheRoute() {
        for (int i = 0; i < 100; i++) {
            assertThat(go()).isSameAs(london);
            end(london, new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "InvalidParameter"), FAST);
            assertThat(go()).isSameAs(london);
            end(london, new Outcome.Deferred(DeliveryReason.GREYLISTED, "SMTP 450", null), FAST);
        }
    }

    @Test
    void aRouteThatIsSlowGetsOneCallASecondUntilFiveInARowWereFast() {
        for (int i = 0; i < 20; i++) {
            end(go(), ACCEPTED, SLOW);
        }
        assertThat(london.isSlow()).isTrue();
        assertThat(taken(100, FAST, ACCEPTED)).isEqualTo(Map.of("london", 1, "dublin", 99));

        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(1);
            assertThat(taken(100, FAST, ACCEPTED)).isEqualTo(Map.of("london", 1, "dublin", 99));
        }
        now = now.plusSeconds(1);
        assertThat(taken(100, FAST, ACCEPTED)).isEqualTo(Map.of("london", 100));
    }

    @Test
    void whenAllAreSlowSlowIsBetterThanNothing() {
        for (int i = 0; i < 41; i++) {
            end(go(), ACCEPTED, SLOW);
        }
        assertThat(london.isSlow()).isTrue();
        assertThat(dublin.isSlow()).isTrue();

        assertThat(taken(20, SLOW, ACCEPTED).get("london")).isGreaterThan(15);
    }

    @Test
    void aSlowRouteHelpsWhenTheFastOneIsFull() {
        for (int i = 0; i < 20; i++) {
            end(go(), ACCEPTED, SLOW);
        }

        Map<String, Integer> all = burst(24);

        assertThat(all).containsEntry("dublin", 16).containsEntry("london", 8);
    }

    @Test
    void aSlowRouteDoesNotHelpWhenTheFastOneOnlyWaitsForItsRate() {
        Route ten = route("ten", 10);
        routes = routes(london, ten);
        for (int i = 0; i < 20; i++) {
            end(go(), ACCEPTED, SLOW);
        }
        // The probe of this second.
        assertThat(go()).isSameAs(london);
        assertThat(go()).isSameAs(ten);

        assertThat(ask()).isEqualTo(new Clearance.NotBefore(now.plusMillis(100)));
    }

    @Test
    void aSlowRouteHelpsWhenTheFastOneIsToBeLeftAloneForLongerThanASlowCallTakes() {
        for (int i = 0; i < 20; i++) {
            end(go(), ACCEPTED, SLOW);
        }
        assertThat(go()).isSameAs(london);
        end(go(), new Outcome.Throttled("slower", Duration.ofSeconds(9)), FAST);

        assertThat(go()).isSameAs(london);
    }

    @Test
    void whenAllAreDownNobodyGoesBeforeTheNextProbeIsDue() {
        fail(london, 5);
        fail(dublin, 5);
        Instant due = now.plusMillis(437);

        assertThat(ask()).isEqualTo(new Clearance.NotBefore(due));
        now = due.minusMillis(1);
        assertThat(ask()).isEqualTo(new Clearance.NotBefore(due));

        now = due;
        assertThat(go()).isSameAs(london);
        assertThat(go()).isSameAs(dublin);
        assertThat(ask()).isEqualTo(new Clearance.WhenACallEnds());
    }

    @Test
    void aRouteWithoutAnotherIsProbedEveryOtherSecondHoweverLongItWasDown() {
        routes = routes(london);
        fail(london, 5);
        for (int i = 0; i < 20; i++) {
            now = notBefore();
            end(go(), DOWN, FAST);
        }

        assertThat(Duration.between(now, notBefore())).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aProbeThatWasNotMadeIsMadeByTheNextMessage() {
        routes = routes(london);
        fail(london, 5);
        now = notBefore();
        go();

        routes.unused(london, "lane", 1, now);

        assertThat(routes.inFlight()).isZero();
        assertThat(go()).isSameAs(london);
    }

    @Test
    void withoutRoomAMessageWaitsForAnEndAndAtTheRateForATime() {
        routes = routes(london);
        for (int i = 0; i < 16; i++) {
            go();
        }
        assertThat(ask()).isEqualTo(new Clearance.WhenACallEnds());

        routes = routes(route("one", 1), route("half", 0.5));
        go();
        go();
        assertThat(ask()).isEqualTo(new Clearance.NotBefore(now.plusSeconds(1)));
        // The one time that is known counts, for calls may hang.
        routes = routes(london, route("two", 2));
        go();
        assertThat(ask()).isEqualTo(new Clearance.NotBefore(now.plusMillis(500)));
    }

    @Test
    void aLongMessageTakesAsMuchOfTheRateAsItHasParts() {
        routes = routes(route("ten", 10));
        assertThat(routes.ask("lane", 3, LIFE, now)).isInstanceOf(Clearance.Go.class);

        assertThat(ask()).isEqualTo(new Clearance.NotBefore(now.plusMillis(300)));
    }

    @Test
    void aReplicaGetsItsPartOfTheRateOnly() {
        routes = routes(route("ten", 10));
        routes.share(0.5);
        go();

        assertThat(ask()).isEqualTo(new Clearance.NotBefore(now.plusMillis(200)));
    }

    @Test
    void aFullLaneHoldsUpItsOwnOnly() {
        RouteSettings good = OneRoute.SETTINGS;
        var settings = new RouteSettings(good.callsInFlight(), 1, good.slow(), good.down(), good.usualTimeBehind());
        routes = new Routes(Channel.EMAIL, List.of(london), settings, meters);

        assertThat(routes.ask("example.com", 1, LIFE, now)).isEqualTo(new Clearance.Go(london));
        assertThat(routes.ask("example.com", 1, LIFE, now)).isEqualTo(new Clearance.LaneFull());
        assertThat(routes.ask("example.org", 1, LIFE, now)).isEqualTo(new Clearance.Go(london));

        routes.ended(london, "example.com", ACCEPTED, FAST, now);
        assertThat(routes.ask("example.com", 1, LIFE, now)).isEqualTo(new Clearance.Go(london));
        routes.unused(london, "example.com", 1, now);
        assertThat(routes.ask("example.com", 1, LIFE, now)).isEqualTo(new Clearance.Go(london));
    }

    @Test
    void theShortestTimeIsThatOfTheQuickestRouteThatIsOpen() {
        assertThat(routes.shortestDeliveryTime()).isEqualTo(Duration.ofSeconds(2));

        accept(london, Duration.ofMillis(300));
        accept(dublin, FAST);
        assertThat(routes.shortestDeliveryTime()).isEqualTo(Duration.ofMillis(2100));

        fail(dublin, 5);
        assertThat(routes.shortestDeliveryTime()).isEqualTo(Duration.ofMillis(2300));
        fail(london, 5);
        assertThat(routes.shortestDeliveryTime()).isEqualTo(Duration.ofMillis(2100));
    }

    @Test
    void aMessageThatThePreferredRouteWouldBringTooLateTakesTheOther() {
        accept(london, Duration.ofMillis(1500));
        accept(dublin, FAST);

        assertThat(go()).isSameAs(london);
        assertThat(routes.ask("lane", 1, Duration.ofMillis(3499), now)).isEqualTo(new Clearance.Go(dublin));
    }

    @Test
    void aMessageWithLittleTimeFindsOutNothingAboutARouteThatIsDown() {
        accept(london, Duration.ofMillis(1500));
        fail(london, 5);
        now = now.plusSeconds(1);

        assertThat(routes.ask("lane", 1, Duration.ofMillis(3499), now)).isEqualTo(new Clearance.Go(dublin));
        assertThat(go()).isSameAs(london);
    }

    @Test
    void aMessageWithLittleTimeDoesNotWaitForARouteThatIsDownToBeFoundOut() {
        routes = routes(london);
        accept(london, Duration.ofMillis(1500));
        fail(london, 5);
        now = now.plusSeconds(1);

        assertThat(routes.ask("lane", 1, Duration.ofMillis(3499), now)).isEqualTo(new Clearance.TooLate());
        assertThat(go()).isSameAs(london);
    }

    @Test
    void whatTheRouteThatHasRoomWouldBringTooLateDoesNotGoAndTakesNoPlace() {
        accept(london, FAST);
        accept(dublin, Duration.ofMillis(1500));
        var life = Duration.ofMillis(2100);

        Clearance clearance = routes.ask("lane", 1, life, now);
        while (clearance instanceof Clearance.Go(var route)) {
            assertThat(route).isSameAs(london);
            clearance = routes.ask("lane", 1, life, now);
        }

        assertThat(clearance).isEqualTo(new Clearance.TooLate());
        assertThat(dublin.inFlight()).isZero();
        assertThat(routes.ask("lane", 1, Duration.ofMillis(2119), now)).isEqualTo(new Clearance.TooLate());
        assertThat(routes.ask("lane", 1, Duration.ofMillis(3500), now)).isEqualTo(new Clearance.Go(dublin));
    }

    @Test
    void whatTheRouteWithRoomWouldBringTooLateWaitsForAQuickerOneThatIsFreeInTime() {
        var quick = route("quick", 100);
        routes = routes(dublin, quick);
        accept(dublin, Duration.ofMillis(1500));
        accept(quick, FAST);
        now = now.plusSeconds(5);
        var life = Duration.ofMillis(2200);
        Clearance clearance = routes.ask("lane", 1, life, now);
        while (clearance instanceof Clearance.Go(var route)) {
            assertThat(route).isSameAs(quick);
            clearance = routes.ask("lane", 1, life, now);
        }

        // Its rate lets the next one go in 10 ms; nobody is asked for more often than every 20.
        assertThat(clearance).isEqualTo(new Clearance.Later(now.plusMillis(20)));
        assertThat(routes.ask("lane", 1, LIFE, now)).as("who has time").isEqualTo(new Clearance.Go(dublin));
        now = now.plusMillis(20);
        assertThat(routes.ask("lane", 1, life.minusMillis(20), now)).isEqualTo(new Clearance.Go(quick));
    }

    @Test
    void whatTheRouteWithRoomWouldBringTooLateWaitsForACallOfAQuickerOneToEnd() {
        routes = routes(dublin, london);
        accept(dublin, Duration.ofMillis(1500));
        accept(london, FAST);
        var life = Duration.ofMillis(2200);
        for (int i = london.inFlight(); i < london.limit(); i++) {
            assertThat(routes.ask("lane", 1, life, now)).isEqualTo(new Clearance.Go(london));
        }

        assertThat(routes.ask("lane", 1, life, now)).isEqualTo(new Clearance.Later(now.plusMillis(20)));
        end(london, ACCEPTED, FAST);
        assertThat(routes.ask("lane", 1, life, now)).isEqualTo(new Clearance.Go(london));
    }

    @Test
    void aProviderThatAsksForSilenceGetsIt() {
        routes = routes(london);
        end(go(), new Outcome.Throttled("SMTP 421", Duration.ofSeconds(9)), FAST);

        assertThat(ask()).isEqualTo(new Clearance.NotBefore(now.plusSeconds(9)));
    }

    @Test
    void whatAnOperatorSeesOfARoute() {
        fail(london, 5);
        end(go(), ACCEPTED, FAST);
        now = now.plusMillis(500);
        go();

        assertThat(gauge("otp.route.breaker", "route", "london", "state", "probing"))
                .isEqualTo(1);
        assertThat(gauge("otp.route.breaker", "route", "london", "state", "closed"))
                .isZero();
        assertThat(gauge("otp.route.breaker", "route", "dublin", "state", "closed"))
                .isEqualTo(1);
        assertThat(gauge("otp.route.inflight", "route", "london")).isEqualTo(1);
        assertThat(gauge("otp.route.inflight.limit", "route", "dublin")).isEqualTo(16);
        assertThat(gauge("otp.route.slow", "route", "dublin")).isZero();
        assertThat(gauge("otp.route.rate.limit", "route", "dublin")).isInfinite();
        assertThat(meters.get("otp.route.calls")
                        .tags("channel", "SMS", "route", "dublin")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRouteThatIsDownCountsWithTheOneCallThatProbesIt() {
        fail(london, 5);

        assertThat(routes.limit()).isEqualTo(17);
        assertThat(gauge("otp.route.inflight.limit", "route", "london")).isEqualTo(1);
        fail(dublin, 5);
        assertThat(routes.limit()).isEqualTo(2);
    }

    @Test
    void whenARouteGoesDownAndWhenItIsBackIsToldOnceEach() {
        fail(london, 4);
        assertThat(ended(go(), DOWN))
                .contains(new RouteNews.Left("london", DeliveryReason.PROVIDER_UNAVAILABLE, "refused"));
        now = now.plusMillis(500);
        assertThat(ended(go(), DOWN)).isEmpty();

        now = now.plusSeconds(30);
        assertThat(ended(go(), ACCEPTED)).contains(new RouteNews.Back("london", Duration.ofMillis(30_500)));
        assertThat(ended(go(), ACCEPTED)).isEmpty();

        var refused = new Outcome.Refused(DeliveryReason.SPEND_LIMIT, "spent");
        assertThat(ended(go(), refused)).contains(new RouteNews.Left("london", DeliveryReason.SPEND_LIMIT, "spent"));
    }

    @Test
    void aRouteOfWhichNothingIsHeardForHalfAMinuteIsNotCalledSlowAnyMore() {
        for (int i = 0; i < 20; i++) {
            end(go(), ACCEPTED, SLOW);
        }
        assertThat(gauge("otp.route.slow", "route", "london")).isEqualTo(1);
        assertThat(routes.forgetAt()).contains(now.plusSeconds(30));

        now = now.plusSeconds(30);
        routes.forgetBefore(now);

        assertThat(gauge("otp.route.slow", "route", "london")).isZero();
        assertThat(routes.forgetAt()).isEmpty();
        assertThat(taken(19, SLOW, ACCEPTED)).isEqualTo(Map.of("london", 19));
    }

    @Test
    void routesHaveNamesOfTheirOwn() {
        assertThatThrownBy(() -> routes(london, route("london", 1))).hasMessageContaining("name");
        assertThatThrownBy(() -> routes()).hasMessageContaining("one route or more");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverTheProvidersDoSomebodyGoesInTheEndAndNoPlaceIsLost(long seed) {
        var random = new Random(seed);
        routes = routes(route("a", 5 + random.nextInt(50)), route("b", Double.POSITIVE_INFINITY));
        record Booked(Route route, Instant at) {}
        List<Booked> booked = new ArrayList<>();
        int gone = 0;
        for (int i = 0; i < 5_000; i++) {
            boolean calm = i > 4_000;
            switch (routes.ask("lane", 1 + random.nextInt(3), Duration.ofDays(365), now)) {
                case Clearance.Go(var route) -> {
                    booked.add(new Booked(route, now));
                    gone += calm ? 1 : 0;
                }
                case Clearance.NotBefore(var when) -> {
                    assertThat(when).isAfter(now);
                    assertThat(Duration.between(now, when)).isLessThanOrEqualTo(Duration.ofMinutes(1));
                    now = booked.isEmpty() || random.nextBoolean() ? when : now;
                }
                case Clearance.LaneFull() -> throw new AssertionError("lanes have no bound here");
                case Clearance.Later _, Clearance.TooLate() -> throw new AssertionError("no call takes a year");
                case Clearance.WhenACallEnds() -> assertThat(booked).isNotEmpty();
            }
            while (!booked.isEmpty() && (booked.size() > 300 || random.nextInt(3) == 0)) {
                now = now.plusMillis(random.nextInt(20));
                Booked call = booked.remove(random.nextInt(booked.size()));
                if (random.nextInt(20) == 0) {
                    routes.unused(call.route(), "lane", 1, call.at());
                } else {
                    routes.ended(
                            call.route(), "lane", calm ? ACCEPTED : any(random), Duration.between(call.at(), now), now);
                }
            }
            assertThat(routes.inFlight()).isEqualTo(booked.size());
        }
        assertThat(gone).isPositive();
    }

    private static Outcome any(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "no");
            case 1 -> new Outcome.Throttled("slower", random.nextBoolean() ? null : Duration.ofSeconds(2));
            case 2, 3 -> DOWN;
            default -> ACCEPTED;
        };
    }

    private static Route route(String name, double rate) {
        return new Route(name, new ScriptedProvider(), rate, OneRoute.SETTINGS, () -> 0.5);
    }

    private Routes routes(Route... inOrder) {
        return new Routes(Channel.SMS, List.of(inOrder), OneRoute.SETTINGS, meters);
    }

    private Clearance ask() {
        return routes.ask("lane", 1, LIFE, now);
    }

    private Route go() {
        Clearance clearance = ask();
        assertThat(clearance).isInstanceOf(Clearance.Go.class);
        return ((Clearance.Go) clearance).route();
    }

    private Instant notBefore() {
        return ((Clearance.NotBefore) ask()).when();
    }

    private void end(Route route, Outcome outcome, Duration took) {
        routes.ended(route, "lane", outcome, took, now);
    }

    private Optional<RouteNews> ended(Route route, Outcome outcome) {
        return routes.ended(route, "lane", outcome, Duration.ZERO, now);
    }

    private void fail(Route route, int times) {
        for (int i = 0; i < times; i++) {
            route.begin(1, now);
            end(route, DOWN, Duration.ZERO);
        }
    }

    /** So many calls that it is known how long they take. */
    private void accept(Route route, Duration took) {
        for (int i = 0; i < 40; i++) {
            route.begin(1, now);
            end(route, ACCEPTED, took);
        }
    }

    /** Messages one after the other; how many took which route. */
    private Map<String, Integer> taken(int messages, Duration took, Outcome outcome) {
        var count = new HashMap<String, Integer>();
        for (int i = 0; i < messages; i++) {
            Route route = go();
            count.merge(route.name(), 1, Integer::sum);
            end(route, outcome, took);
        }
        return count;
    }

    /** Messages at the same time, of which each is answered before the next burst. */
    private Map<String, Integer> burst(int messages) {
        var count = new HashMap<String, Integer>();
        var gone = new ArrayList<Route>();
        for (int i = 0; i < messages && ask() instanceof Clearance.Go(var route); i++) {
            gone.add(route);
            count.merge(route.name(), 1, Integer::sum);
        }
        now = now.plus(FAST);
        gone.forEach(route -> end(route, ACCEPTED, FAST));
        now = now.plusMillis(1);
        return count;
    }

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).tag("channel", "SMS").gauge().value();
    }
}
