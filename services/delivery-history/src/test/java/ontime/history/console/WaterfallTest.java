package ontime.history.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.facts.LoginStory;
import ontime.history.verdict.Patience;
import org.junit.jupiter.api.Test;

class WaterfallTest {

    @Test
    void barsBeginWhereTheOneBeforeEndedOnOneScale() {
        var fall = seen(LoginStory.login().requested(1).accepted(2, 4).delivered(8), 8);

        assertThat(rows(fall)).extracting(Waterfall.Row::name).contains("provider", "carrier");
        assertThat(row(fall, "provider").bars().getFirst().span()).isEqualTo(new Scale.Span("25.00%", "25.00%"));
        assertThat(row(fall, "carrier").bars().getFirst().span()).isEqualTo(new Scale.Span("50.00%", "50.00%"));
        assertThat(row(fall, "carrier").time()).isEqualTo("4.0 s");
    }

    @Test
    void whatIsUnderWayHasAnOpenEndThatReachesUpToNow() {
        var fall = seen(LoginStory.login().requested(1).accepted(2, 5), 10);

        var carrier = row(fall, "carrier");
        assertThat(carrier.bars().getFirst().look()).isEqualTo("stage-carrier open");
        assertThat(carrier.bars().getFirst().span()).isEqualTo(new Scale.Span("50.00%", "50.00%"));
        assertThat(carrier.ended()).isEqualTo("under way");
        assertThat(carrier.time()).isEqualTo("5.0 s so far");
    }

    @Test
    void betweenTwoCallsTheMessageIsHeldAndNobodyBlamesTheProvider() {
        var fall = seen(LoginStory.login().requested(1).deferred(1, DeliveryReason.THROTTLED, 2), 4);

        var open = rows(fall).getLast();
        assertThat(open.ended()).isEqualTo("under way");
        assertThat(open.name()).isEqualTo("hold");
    }

    @Test
    void whatFailedForGoodOrCannotBeEnteredAnyMoreHasNone() {
        var failed = seen(LoginStory.login().requested(1).failed(DeliveryReason.OPTED_OUT, 3), 10);
        var superseded =
                seen(LoginStory.login().requested(1).accepted(2, 3).withdrawn(WithdrawalReason.SUPERSEDED, 4), 10);

        assertThat(rows(failed)).noneMatch(row -> row.ended().equals("under way"));
        assertThat(rows(superseded)).noneMatch(row -> row.ended().equals("under way"));
        assertThat(superseded.lanes().getFirst().superseded()).isTrue();
    }

    @Test
    void theLineOfLatenessIsDrawnOnceTheTimeComesNearIt() {
        assertThat(seen(LoginStory.login().requested(1).accepted(2, 11), 11).late())
                .isNull();

        var near = seen(LoginStory.login().requested(1).accepted(2, 20), 20);
        assertThat(near.late()).isEqualTo(new Scale.Mark("95.24%", "30 s"));

        var beyond = seen(LoginStory.login().requested(1).accepted(2, 60), 60);
        assertThat(beyond.late()).isEqualTo(new Scale.Mark("50.00%", "30 s"));
    }

    @Test
    void everyCallAndEverythingThatWasTypedIsMarked() {
        var fall = seen(
                LoginStory.login()
                        .requested(1)
                        .deferred(1, DeliveryReason.THROTTLED, 2)
                        .accepted(2, 5, 6)
                        .typed(CheckOutcome.WRONG_CODE, 4, 20)
                        .typed(CheckOutcome.VERIFIED, 4, 25),
                25);

        assertThat(row(fall, "calls").bars())
                .extracting(Waterfall.Bar::look, Waterfall.Bar::words)
                .containsExactly(tuple("call-again", "try 1 deferred"), tuple("call-ok", "try 2 accepted"));
        assertThat(row(fall, "typed").bars()).extracting(Waterfall.Bar::look).containsExactly("typed-bad", "typed-ok");
    }

    @Test
    void everyDeliveryHasALaneAndSaysInWordsWhatItDraws() {
        var fall = seen(
                LoginStory.login()
                        .requested(0)
                        .accepted(1, 2)
                        .redelivered(10, Channel.EMAIL, RoutingReason.FALLBACK)
                        .accepted(11, 12),
                30);

        assertThat(fall.lanes())
                .extracting(Waterfall.Lane::title)
                .containsExactly("SMS to +44 •••• ••0123", "email to a•••@example.com");
        assertThat(fall.lanes().getFirst().words()).contains("provider 1.0 s");
    }

    @Test
    void ticksAreRoundAndFew() {
        for (var millis : List.of(1L, 7L, 230L, 14_000L, 36_000L, 61_000L, 400_000L, 90_000_000L)) {
            var start = LoginStory.CLICK;
            var ticks = new Scale(start, start.plus(Duration.ofMillis(millis))).ticks();
            assertThat(ticks).as("%d ms", millis).hasSizeBetween(2, 7);
            assertThat(ticks.getFirst().words()).isEqualTo("0");
        }
    }

    private static Waterfall seen(LoginStory story, double second) {
        return Waterfall.of(story.seenAt(second), Patience.DEFAULT, LoginStory.at(second));
    }

    private static List<Waterfall.Row> rows(Waterfall fall) {
        return fall.lanes().stream().flatMap(lane -> lane.rows().stream()).toList();
    }

    private static Waterfall.Row row(Waterfall fall, String name) {
        return rows(fall).stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
