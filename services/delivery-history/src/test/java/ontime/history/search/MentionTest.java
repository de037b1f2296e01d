package ontime.history.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import org.junit.jupiter.api.Test;

class MentionTest {

    @Test
    void aRequestIsFoundByUserDestinationDigitsAndReferenceSinceTheClick() {
        var mentions = mentions(LoginStory.login().requested(0.1));

        assertThat(mentions)
                .extracting(Mention::name)
                .containsExactly("all:SMS", "user:u-17", "to:fingerprint-of-SMS", "end:0123", "ref:K1");
        assertThat(mentions).extracting(Mention::at).containsOnly(LoginStory.CLICK);
    }

    @Test
    void anAddressHasNoDigits() {
        assertThat(mentions(LoginStory.login().requested(0.1, Channel.EMAIL, RoutingReason.NO_PHONE)))
                .extracting(Mention::name)
                .containsExactly("all:EMAIL", "user:u-17", "to:fingerprint-of-EMAIL", "ref:K1");
    }

    @Test
    void aReceiptIsFoundByItsMessageAndByWhatIsRare() {
        assertThat(names(LoginStory.login().accepted(0.2, 0.3))).containsExactly("of:u-17", "msg:m-1");
        assertThat(names(LoginStory.login().returned(DeliveryReason.REJECTED, 5)))
                .containsExactly("of:u-17", "status:FAILED");
        assertThat(names(LoginStory.login().delivered(5))).containsExactly("of:u-17");
    }

    @Test
    void howeverMuchHappensTheUserIsMentionedInPassingOnceADay() {
        assertThat(mentions(LoginStory.login()
                                .delivered(5)
                                .typed(CheckOutcome.WRONG_CODE, 4, 6)
                                .typed(CheckOutcome.VERIFIED, 4, 7))
                        .stream()
                        .distinct())
                .hasSize(1);
    }

    private static List<String> names(LoginStory story) {
        return mentions(story).stream().map(Mention::name).toList();
    }

    private static List<Mention> mentions(LoginStory story) {
        return story.facts().stream().map(Published::fact).flatMap(Mention::of).toList();
    }
}
