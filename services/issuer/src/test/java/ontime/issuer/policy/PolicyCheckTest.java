package ontime.issuer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import ontime.events.Channel;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

    private static final Policy DEFAULTS = Policy.defaults();

    private final PolicyCheck check = new PolicyCheck(_ -> WordingCheck.Findings.NONE);

    @Test
    void thereIsNothingToSayAboutTheDefaults() {
        assertThat(check.check(DEFAULTS)).isEqualTo(WordingCheck.Findings.NONE);
    }

    @Test
    void whatTheWordingHasIsPassedOn() {
        var ofTheWording = new WordingCheck.Findings(
                List.of("wording.templates.cy.sms: has no {code}"), List.of("the SMS in cy has two parts"));

        assertThat(new PolicyCheck(_ -> ofTheWording).check(DEFAULTS)).isEqualTo(ofTheWording);
    }

    @Test
    void aFallbackWithNothingToFallBackToIsWorthAWarning() {
        var single =
                new ChannelPolicy(List.of(Channel.EMAIL), DEFAULTS.channels().fallback());
        assertThat(warnings(DEFAULTS.with(single))).singleElement().asString().startsWith("channels.fallback ");
        assertThat(warnings(DEFAULTS.with(new ChannelPolicy(List.of(Channel.EMAIL), null))))
                .isEmpty();
    }

    @Test
    void smsToNowhereAndNumbersOfFictionAreWorthAWarning() {
        assertThat(warnings(DEFAULTS.with(new NumberPolicy("GB", Set.of(), false))))
                .singleElement()
                .asString()
                .startsWith("numbers.smsCountries ");
        assertThat(warnings(DEFAULTS.with(new NumberPolicy("GB", Set.of("GB"), true))))
                .singleElement()
                .asString()
                .startsWith("numbers.testNumbers ");
    }

    private List<String> warnings(Policy policy) {
        return check.check(policy).warnings();
    }
}
