package ontime.delivery.engine;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ontime.delivery.Outcome;
import ontime.delivery.WorkerSettings;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.delivery.route.Route;
import ontime.delivery.route.RouteNews;
import ontime.delivery.route.Routes;
import ontime.delivery.route.Routes.Clearance;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine driven by hand: every line is an input or what came out. Its one route takes 16 calls at first. */
class EngineTest {

    private static final int PLACES = 16;

    private final List<Call> begun = new ArrayList<>();
    private final List<Report> told = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<RouteNews> noted = new ArrayList<>();
    private final Map<Delivery, Integer> left = new LinkedHashMap<>();
    private final Engine engine = engine(100, 100);
    private Instant now = NOW;
    private long offset;

    @BeforeEach
    void aPartitionIsOurs() {
        engine.assigned(0, null);
    }

    @Test
    void aCodeIsSentToldAndThenCommittedAndNotBefore() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        assertThat(begun).singleElement().satisfies(call -> {
            assertThat(call.attempt()).isEqualTo(1);
            assertThat(call.begunAt()).isEqualTo(NOW);
        });

        answer(begun.getFirst(), new Outcome.Accepted("m-1"));
        assertThat(statuses()).containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(told.getFirst().providerMessageId()).isEqualTo("m-1");
        assertThat(position()).isZero();

        publishAll();
        assertThat(position()).isEqualTo(1);
    }

    @Test
    void aThrottledCodeIsPutOffToldAndSentWhenItIsDue() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        answer(begun.getFirst(), new Outcome.Deferred(DeliveryReason.GREYLISTED, "later", Duration.ofSeconds(20)));
        assertThat(told.getFirst().retryAt()).isEqualTo(NOW.plusSeconds(20));
        assertThat(engine.wakeAt()).contains(NOW.plusSeconds(20));

        pass(Duration.ofMillis(19_999));
        assertThat(begun).hasSize(1);
        pass(Duration.ofMillis(1));
        assertThat(begun).hasSize(2);
        answer(begun.getLast(), new Outcome.Accepted("m-1"));

        assertThat(statuses()).containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.ACCEPTED);
        assertThat(told).extracting(Report::attempt).containsExactly(1, 2);
    }

    @Test
    void aRetryEndsAsSoonAsItHasBecomePointless() {
        read(Requests.of("c-1", 1, "jo", 1, NOW));
        pass(Duration.ZERO);
        answer(begun.getFirst(), new Outcome.Deferred(DeliveryReason.GREYLISTED, "later", Duration.ofMinutes(1)));

        read(Requests.of("c-2", 1, "jo", 2, NOW));

        assertThat(statuses()).containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.DROPPED);
        assertThat(told.getLast().reason()).isEqualTo(DeliveryReason.SUPERSEDED);
        assertThat(told.getLast().attempt()).isEqualTo(1);
    }

    @Test
    void aCodeThatWouldExpireBeforeTheNextAttemptFailsNowWhileThereIsTimeForAnotherChannel() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        answer(begun.getFirst(), new Outcome.Throttled("slow", Requests.LIFE));

        assertThat(statuses()).containsExactly(DeliveryStatus.FAILED);
        assertThat(told.getFirst().reason()).isEqualTo(DeliveryReason.THROTTLED);
    }

    @Test
    void whoHasWaitedLongestIsNextUntilTheWaitIsTooLongThenWhoClickedLast() {
        fillThePlaces();
        read(Requests.of("early"));
        now = NOW.plusSeconds(1);
        read(Requests.of("late", 1, "late", 1, now));
        answer(begun.getFirst(), new Outcome.Accepted("m"));
        assertThat(challenge(begun.getLast())).isEqualTo("early");

        now = NOW.plusSeconds(4);
        read(Requests.of("latest", 1, "latest", 1, now));
        answer(begun.get(1), new Outcome.Accepted("m"));
        assertThat(engine.load(now).newestFirst()).isTrue();
        assertThat(challenge(begun.getLast())).isEqualTo("latest");
    }

    @Test
    void whatHasExpiredOrWasWithdrawnLeavesThePoolWithoutItsTurn() {
        fillThePlaces();
        read(Requests.of("expires"));
        read(Requests.of("withdrawn", 1, "jo", 1, NOW));

        engine.read(0, offset++, new Event.Withdrawn("jo", "withdrawn", DeliveryReason.WITHDRAWN, NOW), now);
        drain();
        assertThat(told.getLast().reason()).isEqualTo(DeliveryReason.WITHDRAWN);

        pass(Requests.LIFE);
        assertThat(told.getLast().reason()).isEqualTo(DeliveryReason.EXPIRED);
        assertThat(told.getLast().attempt()).isZero();
        assertThat(begun).hasSize(PLACES);
    }

    @Test
    void aResendThatGoesFirstEndsTheFirstDeliveryOfTheSameCode() {
        fillThePlaces();
        read(Requests.of("c-1", 1, "jo", 1, NOW));
        now = NOW.plusSeconds(3);
        read(Requests.of("c-1", 2, "jo", 1, now));

        answer(begun.getFirst(), new Outcome.Accepted("m"));

        assertThat(begun.getLast().delivery().request().id()).isEqualTo(new DeliveryId("c-1", 2));
        assertThat(told.getLast().status()).isEqualTo(DeliveryStatus.DROPPED);
        assertThat(told.getLast().delivery().request().id()).isEqualTo(new DeliveryId("c-1", 1));
    }

    @Test
    void aMessageThatDoesNotOpenIsToldAndKeptAndBothAreAwaited() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        engine.callEnded(begun.getFirst(), new Answer.Unreadable("sealed for another key"), now);
        drain();

        assertThat(told.getFirst().reason()).isEqualTo(DeliveryReason.UNREADABLE);
        assertThat(told.getFirst().attempt()).isZero();
        publishAll();
        assertThat(position()).isZero();
        engine.kept(letters.getFirst(), now);
        assertThat(position()).isEqualTo(1);
        assertThat(engine.load(now).inFlight()).isZero();
    }

    @Test
    void whileTheBrokerIsAwayReceiptsAreTriedAgainAndOnlySoManyCallsBegin() {
        Engine narrow = engine(100, 1);
        narrow.assigned(0, null);
        narrow.read(0, 0, new Event.Requested(Requests.of("c-1")), NOW);
        narrow.timePassed(NOW);
        Call call = ((Effect.Begin) narrow.effects().getFirst()).call();
        narrow.callEnded(call, new Answer.Answered(new Outcome.Accepted("m"), NOW), NOW);
        Report report = ((Effect.Publish) narrow.effects().getFirst()).report();
        narrow.notPublished(report, NOW);

        assertThat(narrow.isFull()).isTrue();
        narrow.read(0, 1, new Event.Requested(Requests.of("c-2")), NOW);
        narrow.timePassed(NOW);
        assertThat(narrow.effects()).isEmpty();

        narrow.timePassed(NOW.plusSeconds(1));
        assertThat(narrow.effects()).containsExactly(new Effect.Publish(report));
        narrow.published(report, NOW.plusSeconds(1));
        assertThat(narrow.effects()).singleElement().isInstanceOf(Effect.Begin.class);
    }

    @Test
    void noMoreIsDroppedThanMayBeUntold() {
        Engine narrow = engine(100, 3);
        narrow.assigned(0, null);
        for (int place = 0; place < PLACES + 5; place++) {
            narrow.read(0, place, new Event.Requested(Requests.of("c-" + place)), NOW);
        }
        narrow.timePassed(NOW);
        assertThat(narrow.effects()).hasSize(PLACES);

        Instant over = NOW.plus(Requests.LIFE);
        narrow.timePassed(over);
        List<Effect> dropped = narrow.effects();
        assertThat(dropped).hasSize(3);
        assertThat(narrow.wakeAt()).isEmpty();

        narrow.published(((Effect.Publish) dropped.getFirst()).report(), over);
        assertThat(narrow.effects()).hasSize(1);
    }

    @Test
    void thePoolTakesSoManyAndNoMore() {
        Engine small = engine(2, 100);
        small.assigned(0, null);
        small.read(0, 0, new Event.Requested(Requests.of("c-1")), NOW);
        assertThat(small.isFull()).isFalse();
        small.read(0, 1, new Event.Unreadable("garbage", 10, "garbage"), NOW);

        assertThat(small.isFull()).isTrue();
    }

    @Test
    void aPartitionThatGoesAwayTakesWhatWaitsWithItAndWhatIsInFlightStillEnds() {
        fillThePlaces();
        read(Requests.of("waits"));
        engine.revoked(List.of(0));
        assertThat(engine.isBusyWith(List.of(0))).isTrue();
        assertThat(engine.load(now).pending()).isEqualTo(PLACES);

        answer(begun.getFirst(), new Outcome.Accepted("m"));
        answer(begun.get(1), new Outcome.Throttled("slow", null));
        assertThat(begun).hasSize(PLACES);
        assertThat(statuses()).containsExactly(DeliveryStatus.ACCEPTED, DeliveryStatus.DEFERRED);
        publishAll();

        assertThat(position()).isEqualTo(1);
        engine.released(List.of(0));
        assertThat(engine.toCommit()).isEmpty();
    }

    @Test
    void ofWhatIsLeftToAnotherWorkerOnlyWhatBeganHereIsSaidToBe() {
        fillThePlaces();
        read(Requests.of("waits"));
        answer(begun.getFirst(), new Outcome.Accepted("m"));
        answer(begun.get(1), new Outcome.Throttled("slow", null));
        assertThat(left).isEmpty();

        engine.released(List.of(0));
        drain();

        assertThat(left).containsExactly(Map.entry(begun.get(1).delivery(), 1));
    }

    @Test
    void whoeverReadsNextSendsOnlyWhatWasInFlightAndCountsIt() {
        read(Requests.of("in flight"));
        read(Requests.of("done"));
        pass(Duration.ZERO);
        answer(begun.get(1), new Outcome.Accepted("m"));
        publishAll();
        Position left = engine.toCommit().getFirst();

        Engine next = engine(100, 100);
        assertThat(next.assigned(0, left)).isTrue();
        next.read(0, 0, new Event.Requested(Requests.of("in flight")), now);
        next.read(0, 1, new Event.Requested(Requests.of("done")), now);
        next.timePassed(now);

        assertThat(next.effects())
                .singleElement()
                .satisfies(effect ->
                        assertThat(challenge(((Effect.Begin) effect).call())).isEqualTo("in flight"));
        assertThat(next.load(now).duplicates()).isEqualTo(1);
    }

    @Test
    void aRetryOfWhatTheProviderMayHaveTakenIsCountedAndStaysBegunWhateverComesOfIt() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        answer(begun.getLast(), new Outcome.Throttled("slow", null));
        pass(Duration.ofSeconds(15));
        assertThat(engine.load(now).duplicates()).isZero();

        answer(begun.getLast(), new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "late", null, true));
        pass(Duration.ofSeconds(15));
        assertThat(begun).hasSize(3);
        assertThat(engine.load(now).duplicates()).isEqualTo(1);

        answer(begun.getLast(), new Outcome.Throttled("slow", null));
        Engine next = engine(100, 100);
        next.assigned(0, engine.toCommit().getFirst());
        next.read(0, 0, new Event.Requested(Requests.of("c-1")), now);
        next.timePassed(now);
        Call again = ((Effect.Begin) next.effects().getFirst()).call();
        assertThat(next.load(now).duplicates()).isEqualTo(1);

        next.callEnded(again, new Answer.Answered(new Outcome.Throttled("slow", null), now), now);
        Engine third = engine(100, 100);
        third.assigned(0, next.toCommit().getFirst());
        third.read(0, 0, new Event.Requested(Requests.of("c-1")), now);
        third.timePassed(now);
        assertThat(third.load(now).duplicates()).isEqualTo(1);
    }

    @Test
    void garbageBesideAPositionIsLeftAside() {
        assertThat(engine.assigned(1, new Position(1, 5, "garbage"))).isFalse();
        engine.read(1, 5, new Event.Requested(Requests.of("c-1")), now);
        pass(Duration.ZERO);

        assertThat(begun).hasSize(1);
    }

    @Test
    void aRequestThatIsPublishedTwiceIsSentOnceAndBothRecordsEndTogether() {
        read(Requests.of("c-1"));
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        assertThat(begun).hasSize(1);
        assertThat(engine.load(now).duplicates()).isEqualTo(1);

        answer(begun.getFirst(), new Outcome.Accepted("m"));
        publishAll();
        assertThat(position()).isEqualTo(2);
    }

    @Test
    void onceTheWorkerStopsNoCallBeginsAndARetryIsLeftToTheNextReader() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        read(Requests.of("c-2"));
        engine.stop();
        assertThat(engine.isQuiet()).isFalse();
        answer(begun.getFirst(), new Outcome.Throttled("slow", null));
        publishAll();
        pass(Duration.ofMinutes(1));

        assertThat(begun).hasSize(1);
        assertThat(statuses()).containsExactly(DeliveryStatus.DEFERRED);
        assertThat(engine.isQuiet()).isTrue();
        assertThat(engine.wakeAt()).isEmpty();
        assertThat(position()).isZero();
    }

    @Test
    void aRetryThatWaitsForARouteGoesOnAsSoonAsTheRouteIsBackAndOneThatWasAskedToWaitDoesNot() {
        for (int code = 0; code < 7; code++) {
            read(Requests.of("c-" + code));
        }
        pass(Duration.ZERO);
        for (int code = 0; code < 6; code++) {
            answer(begun.get(code), new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "late", null, false));
        }
        answer(begun.get(6), new Outcome.Deferred(DeliveryReason.GREYLISTED, "later", Duration.ofSeconds(20)));
        assertThat(noted).containsExactly(new RouteNews.Left("only", DeliveryReason.TIMED_OUT, "late"));

        // Before any retry is due, somebody else's code finds out that the route is back.
        read(Requests.of("fresh"));
        pass(Duration.ofMillis(437));
        assertThat(begun).hasSize(8);
        answer(begun.getLast(), new Outcome.Accepted("m"));

        assertThat(noted).last().isEqualTo(new RouteNews.Back("only", Duration.ofMillis(437)));
        assertThat(begun).hasSize(14);
        assertThat(begun)
                .extracting(EngineTest::challenge)
                .filteredOn("c-6"::equals)
                .hasSize(1);
    }

    @Test
    void aRepeatThatIsReadWhenTheCodeHasJustExpiredIsNotToldAgain() {
        read(Requests.of("c-1"));
        pass(Duration.ZERO);
        answer(begun.getFirst(), new Outcome.Accepted("m"));
        publishAll();

        pass(Requests.LIFE.plusSeconds(30));
        read(Requests.of("c-1"));
        pass(Duration.ZERO);

        assertThat(statuses()).containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(engine.load(now).duplicates()).isEqualTo(1);
        assertThat(position()).isEqualTo(2);
    }

    @Test
    void aRequestOfTwoPartsTakesTwoOfTheRoutesTokens() {
        var route = new Route("only", new ScriptedProvider(), 20, OneRoute.SETTINGS, () -> 0.5);
        Engine rated =
                engine(100, 100, new Routes(Channel.SMS, List.of(route), OneRoute.SETTINGS, new SimpleMeterRegistry()));
        rated.assigned(0, null);
        rated.read(0, 0, new Event.Requested(Requests.ofParts(2, "two parts")), NOW);
        rated.read(0, 1, new Event.Requested(Requests.of("one part")), NOW);

        // A tenth of a second of 20 parts a second.
        rated.timePassed(NOW);
        assertThat(rated.effects()).hasSize(1);
        rated.timePassed(NOW.plusMillis(50));
        assertThat(rated.effects()).hasSize(1);
    }

    @Test
    void aCodeThatTheRouteWithRoomWouldBringTooLateWaitsForTheQuickerOneOrIsDroppedWithoutACall() {
        var quick = new Route("quick", new ScriptedProvider(), 1, OneRoute.SETTINGS, () -> 0.5);
        var steady =
                new Route("steady", new ScriptedProvider(), Double.POSITIVE_INFINITY, OneRoute.SETTINGS, () -> 0.5);
        var routes = new Routes(Channel.SMS, List.of(quick, steady), OneRoute.SETTINGS, new SimpleMeterRegistry());
        for (int second = 0; second < 40; second++) {
            now = now.plusSeconds(1);
            assertThat(routes.ask("", 1, Requests.LIFE, now)).isEqualTo(new Clearance.Go(quick));
            assertThat(routes.ask("", 1, Requests.LIFE, now)).isEqualTo(new Clearance.Go(steady));
            routes.ended(quick, "", new Outcome.Accepted("m"), Duration.ofMillis(100), now);
            routes.ended(steady, "", new Outcome.Accepted("m"), Duration.ofMillis(1500), now);
        }
        Engine choosing = engine(100, 100, routes);
        choosing.assigned(0, null);

        // The quick route is at its rate for a second: with its 2.1 s this is too late, as the 3.5 s of the other are.
        choosing.read(0, 0, new Event.Requested(expiringIn(Duration.ofSeconds(3), "too short")), now);
        choosing.read(0, 1, new Event.Requested(expiringIn(Duration.ofMillis(3600), "long enough")), now);
        choosing.read(0, 2, new Event.Requested(expiringIn(Duration.ofMillis(3400), "by the quick one")), now);
        choosing.timePassed(now);
        assertThat(choosing.effects())
                .satisfiesExactlyInAnyOrder(
                        effect -> assertThat(effect).isInstanceOfSatisfying(Effect.Publish.class, told -> {
                            assertThat(told.report().reason()).isEqualTo(DeliveryReason.TOO_LATE_TO_ARRIVE);
                            assertThat(told.report().attempt()).isZero();
                        }),
                        effect -> assertThat(effect)
                                .isInstanceOfSatisfying(
                                        Effect.Begin.class,
                                        begins -> assertThat(begins.call().route())
                                                .isSameAs(steady)));

        assertThat(choosing.wakeAt()).contains(now.plusSeconds(1));
        now = now.plusSeconds(1);
        choosing.timePassed(now);
        assertThat(choosing.effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Begin.class,
                        begins -> assertThat(begins.call().route()).isSameAs(quick));
    }

    private Request expiringIn(Duration left, String challenge) {
        return Requests.of(
                challenge, 1, "user of " + challenge, 1, now.plus(left).minus(Requests.LIFE));
    }

    private static Engine engine(int pending, int untold) {
        return engine(pending, untold, OneRoute.of(new ScriptedProvider(), new SimpleMeterRegistry()));
    }

    private static Engine engine(int pending, int untold, Routes routes) {
        var settings = new WorkerSettings(
                Channel.SMS,
                Path.of("no key"),
                pending,
                1,
                untold,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(20));
        return new Engine(settings, routes, () -> "event", () -> 0.5);
    }

    private void fillThePlaces() {
        for (int place = 0; place < PLACES; place++) {
            read(Requests.of("hung-" + place));
        }
        pass(Duration.ZERO);
        assertThat(begun).hasSize(PLACES);
    }

    private void read(Request request) {
        engine.read(0, offset++, new Event.Requested(request), now);
        drain();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        engine.timePassed(now);
        drain();
    }

    private void answer(Call call, Outcome outcome) {
        engine.callEnded(call, new Answer.Answered(outcome, call.begunAt()), now);
        drain();
    }

    private void publishAll() {
        List.copyOf(told).forEach(report -> engine.published(report, now));
        drain();
    }

    private void drain() {
        for (Effect effect : engine.effects()) {
            switch (effect) {
                case Effect.Begin(Call call) -> begun.add(call);
                case Effect.Publish(Report report) -> told.add(report);
                case Effect.Keep(Letter letter) -> letters.add(letter);
                case Effect.Leave(Delivery delivery, int attempts) -> left.put(delivery, attempts);
                case Effect.Note(RouteNews news) -> noted.add(news);
            }
        }
    }

    private List<DeliveryStatus> statuses() {
        return told.stream().map(Report::status).toList();
    }

    /** The position that would be committed now. */
    private long position() {
        List<Position> positions = engine.toCommit();
        engine.notCommitted(positions);
        return positions.isEmpty() ? 0 : positions.getFirst().offset();
    }

    private static String challenge(Call call) {
        return call.delivery().request().id().challengeId();
    }
}
