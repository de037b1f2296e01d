package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.contact.ContactVersions;
import ontime.issuer.icu.IcuPhrasing;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.policy.Origin;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Wording;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentsTest {

    private static final Destination PHONE = new Destination.PhoneNumber("+447700900123", 44, "GB");
    private static final Destination MAIL = new Destination.EmailAddress("ada@example.com");
    private static final Instant CLICKED = Instant.parse("2026-01-31T10:00:05Z");

    private final MessageWriter writer = new MessageWriter(new IcuPhrasing(), new OurTemplates());
    private final Contents contents =
            new Contents("004711", PHONE, MAIL, new Origin("portal.example.com"), Locale.forLanguageTag("cy"));

    @Test
    void theOtherChannelSpeaksTheSameLanguageAlsoWhenThePolicyHasChangedSince() {
        var english = Policy.defaults().wording();
        var polish = new Wording(
                english.origin(),
                english.zone(),
                List.of(Locale.forLanguageTag("pl")),
                english.senders(),
                english.templates());

        assertThat(contents.message(PHONE, challenge(CLICKED, CLICKED.plusSeconds(1)), writer, english)
                        .text())
                .startsWith("004711 yw eich cod mewngofnodi (K7 am 10:00:05 GMT)");
        assertThat(contents.message(MAIL, challenge(CLICKED, CLICKED.plusSeconds(1)), writer, polish)
                        .text())
                .contains("Dyma god K7", "10:00:05 GMT", "am 5 munud");
    }

    @Test
    void whoAsksLateIsToldOfEveryMinuteThatIsLeftAndACallersClockThatIsAheadTakesNone() {
        assertThat(mail(CLICKED, CLICKED.plusSeconds(130))).contains("am 7 munud");
        assertThat(mail(CLICKED, CLICKED.minusSeconds(20))).contains("am 5 munud");
        assertThat(mail(null, CLICKED)).contains("am 10:00:05 GMT", "am 5 munud");
    }

    private String mail(@Nullable Instant clicked, Instant requested) {
        var wording = Policy.defaults().wording();
        return contents.message(MAIL, challenge(clicked, requested), writer, wording)
                .text();
    }

    private static Challenge challenge(@Nullable Instant clicked, Instant requested) {
        return new Challenge(
                "c-1",
                "demo",
                "u-17",
                "login-1",
                1,
                "K7",
                new Challenge.Code("c-1", new byte[0]),
                clicked,
                requested,
                requested.plusSeconds(300),
                Challenge.State.ACTIVE,
                null,
                5,
                new Challenge.Sending(
                        2,
                        new Challenge.Routing(null, Channel.SMS, RoutingReason.POLICY_DEFAULT, "masked", "fingerprint"),
                        requested,
                        requested.plusSeconds(30),
                        null,
                        false,
                        Challenge.Heard.NOTHING),
                new byte[0],
                ContactVersions.NONE);
    }
}
