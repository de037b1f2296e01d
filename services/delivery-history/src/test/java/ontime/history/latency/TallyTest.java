package ontime.history.latency;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.history.facts.LoginStory;
import ontime.history.latency.Tally.Group;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Duration PATIENCE = ofSeconds(60);

    @Test
    void percentilesAreTimesThatWereMeasured() {
        var hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(second -> login().requested(0.1).accepted(0.2, 0.3).delivered(second))
                .toList();

        assertThat(tally(200, List.of(Dimension.CHANNEL), hundred))
                .containsExactly(new Group(
                        List.of("SMS"), 100, 0, 0, ofSeconds(50), ofSeconds(90), ofSeconds(95), ofSeconds(99)));
    }

    @Test
    void whatIsTooYoungToJudgeIsCountedAndNotMeasured() {
        var young = login().requested(0.1).accepted(0.2, 0.3);
        var known = login().requested(0.1).accepted(0.2, 0.3).delivered(2);

        assertThat(tally(30, List.of(Dimension.CHANNEL), List.of(young, known)))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.count()).isOne();
                    assertThat(group.tooYoung()).isOne();
                    assertThat(group.p99()).isEqualTo(ofSeconds(2));
                });
        assertThat(tally(60, List.of(Dimension.CHANNEL), List.of(young, known)))
                .singleElement()
                .satisfies(group -> assertThat(group.tooYoung()).isZero());
    }

    @Test
    void eachStageIsAGroupAndTheOneThatNeverEndedIsOpen() {
        var groups = tally(
                200, List.of(Dimension.STAGE), List.of(login().requested(0.1).accepted(0.2, 0.3)));

        assertThat(groups)
                .extracting(group -> group.values().getFirst(), Group::count, Group::open, Group::p50)
                .containsExactly(
                        tuple("carrier", 0, 1, null),
                        tuple("hold", 1, 0, ofMillis(50)),
                        tuple("issue", 1, 0, ofMillis(120)),
                        tuple("provider", 1, 0, ofMillis(100)),
                        tuple("queue", 1, 0, ofMillis(30)));
    }

    @Test
    void aMessageThatWasNeverSentHasNoTimeToItsArrival() {
        var dropped = login().requested(0.1).dropped(DeliveryReason.EXPIRED, 300);

        assertThat(tally(400, List.of(Dimension.CHANNEL), List.of(dropped)))
                .singleElement()
                .satisfies(group ->
                        assertThat(List.of(group.count(), group.open())).containsExactly(0, 1));
    }

    @Test
    void aMailIsGroupedByItsDomainAndHourAndANumberByItsCountry() {
        var mail = login().requested(0.1, Channel.EMAIL, RoutingReason.AS_REQUESTED)
                .accepted(0.2, 0.3);
        var sms = login().requested(0.1).accepted(0.2, 0.3);

        assertThat(tally(
                        200,
                        List.of(Dimension.DOMAIN, Dimension.HOUR, Dimension.COUNTRY, Dimension.PROVIDER),
                        List.of(mail, sms)))
                .extracting(Group::values)
                .containsExactly(
                        List.of("example.com", "2026-03-02T10:00:00Z", "none", "smtp"),
                        List.of("none", "2026-03-02T10:00:00Z", "GB", "sns"));
    }

    private static List<Group> tally(double second, List<Dimension> by, List<LoginStory> stories) {
        var tally = new Tally(by, PATIENCE, at(second));
        stories.forEach(story -> tally.add(story.seenAt(second)));
        return tally.groups();
    }
}
