package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ontime.events.Channel;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.CodeRequest;
import ontime.issuer.challenge.Issued;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.challenge.Resending;
import ontime.issuer.challenge.Resent;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import ontime.issuer.policy.Wording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People are written to in their own language, if the tenant speaks it. */
class LanguageIT {

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final Policy policy = policy("en", "cy", "ar");

    @BeforeEach
    void stopTheClock() {
        issuer.clock().stop();
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void theMessageIsInTheLanguageThatWasAskedForOrInTheFirst() {
        assertThat(sms(ask("cy-GB"))).contains(" yw eich cod mewngofnodi (");
        assertThat(sms(ask("ar"))).startsWith("رمز تسجيل الدخول ");
        assertThat(sms(ask("ja"))).contains(" is your login code (");
        assertThat(sms(ask(null))).contains(" is your login code (");
    }

    @Test
    void theSameCodeOverTheOtherChannelSpeaksTheSameLanguageWhateverThePolicySaysByThen() {
        Challenge made = ask("cy");
        issuer.clock().advance(Duration.ofSeconds(30));

        Resent again =
                issuer.bean(Resending.class).resend(Desk.TENANT, policy("pl"), made.challengeId(), Channel.EMAIL);

        assertThat(again).isInstanceOf(Resent.Sent.class);
        var mail = Topics.unseal(topics.awaitRequest(made.challengeId(), 2));
        assertThat(mail.subject()).isEqualTo("Eich cod mewngofnodi (" + made.reference() + ")");
        assertThat(mail.html()).contains("<html lang=\"cy\" dir=\"ltr\">");
    }

    @Test
    void anSmsComesFromTheSenderOfItsCountry() {
        assertThat(Topics.unseal(topics.awaitRequest(ask("en").challengeId(), 1))
                        .sender())
                .isEqualTo("Portal");
    }

    private Challenge ask(@Nullable String language) {
        var locale = language == null ? null : Locale.forLanguageTag(language);
        var request = new CodeRequest(
                RunningIssuer.newUser(), null, null, "07700 900123", "ada@example.com", null, null, locale, null);
        if (issuer.bean(Issuing.class).issue(Desk.TENANT, policy, request, null) instanceof Issued.Made made) {
            return made.challenge();
        }
        throw new AssertionError("refused");
    }

    private String sms(Challenge challenge) {
        return Topics.unseal(topics.awaitRequest(challenge.challengeId(), 1)).text();
    }

    private static Policy policy(String... languages) {
        var policy = Desk.policy(new Supersession.InvalidatePrevious());
        var wording = policy.wording();
        var tags = List.of(languages).stream().map(Locale::forLanguageTag).toList();
        return policy.with(new Wording(wording.origin(), wording.zone(), tags, Map.of("GB", "Portal"), Map.of()));
    }
}
