package ontime.issuer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ontime.issuer.policy.Wording.Template;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "pl, pl",
                "pl-PL, pl",
                "PL-pl-u-nu-arab, pl",
                "cy-GB-x-any, cy",
                "en-US, en-US",
                "en, cy",
                "en-GB, cy",
                "ja, cy",
                "und, cy",
                "x-private, cy",
                "-, cy",
            })
    void theLanguageIsTheNearestToTheOneAskedForOrTheFirst(@Nullable String asked, String language) {
        var wording = wording(List.of("cy", "pl", "en-US"), Map.of());
        assertThat(wording.language(asked == null ? null : Locale.forLanguageTag(asked)))
                .isEqualTo(Locale.forLanguageTag(language));
    }

    @Test
    void aTemplateServesTheLanguageAndItsCountries() {
        var polish = new Template("sms", "subject", "mail");
        var american = new Template("text", "subject", "mail");
        var wording = wording(List.of("en"), Map.of("pl", polish, "EN-us", american));

        assertThat(wording.template(Locale.forLanguageTag("pl"))).isEqualTo(polish);
        assertThat(wording.template(Locale.forLanguageTag("pl-PL"))).isEqualTo(polish);
        assertThat(wording.template(Locale.US)).isEqualTo(american);
        assertThat(wording.template(Locale.ENGLISH)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Portal", "P", "MY-BANK", "7-Eleven", "x1234567890"})
    void aSenderIsAWordAsSnsTakesIt(String sender) {
        assertThat(senders("GB", sender).senders()).containsEntry("GB", sender);
    }

    @ParameterizedTest
    @CsvSource({
        "GB, My Bank",
        "GB, 24-7",
        "GB, -Bank",
        "GB, Bank-",
        "GB, x12345678901",
        "GB, ''",
        "GB, Bänk",
        "UK, Portal",
        "gb, Portal"
    })
    void whatWouldBeRefusedByTheProviderIsRefusedBefore(String country, String sender) {
        refuses(country, sender);
    }

    private static void refuses(String country, String sender) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> senders(country, sender))
                .withMessageStartingWith("wording.senders must be");
    }

    private static Wording senders(String country, String sender) {
        var wording = wording(List.of("en"), Map.of());
        return new Wording(
                wording.origin(), wording.zone(), wording.languages(), Map.of(country, sender), wording.templates());
    }

    private static Wording wording(List<String> languages, Map<String, Template> templates) {
        return new Wording(
                new Origin("login.example.com"),
                ZoneId.of("UTC"),
                languages.stream().map(Locale::forLanguageTag).toList(),
                Map.of(),
                templates);
    }
}
