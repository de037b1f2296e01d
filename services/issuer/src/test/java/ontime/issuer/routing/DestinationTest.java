package ontime.issuer.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ontime.issuer.policy.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @ParameterizedTest
    @CsvSource({
        "+447700900123, 44,  GB, +44 •••• ••0123",
        "+12025550143,  1,   US, +1 •••• ••0143",
        "+35512345678,  355, AL, +355 ••••5678",
        "+29051234,     290, SH, +290 •••34",
        "+6834123,      683, NU, +683 ••23",
    })
    void aNumberShowsItsCountryAndItsEndAndNeverMoreThanHalf(String e164, int code, String country, String masked) {
        var number = new Destination.PhoneNumber(e164, code, country);
        assertThat(number.masked().replace(" ", "")).isEqualTo(masked.replace(" ", ""));
        assertThat(number).hasToString(number.masked());
    }

    @Test
    void aBritishNumberIsMaskedAsTheContractShowsIt() {
        assertThat(new Destination.PhoneNumber("+447700900123", 44, "GB").masked())
                .isEqualTo("+44 •••• ••0123");
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, a•••@example.com",
        "ad@example.com,  a•••@example.com",
        "a@example.com,   •••@example.com",
    })
    void anAddressShowsItsFirstLetterAndItsDomainButNeverAllOfIt(String address, String masked) {
        assertThat(new Destination.EmailAddress(address).masked()).isEqualTo(masked);
        assertThat(new Destination.EmailAddress(address)).hasToString(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"07700900123", "447700900123", "+44 7700 900123", "+4477009001234567", "+4477", "+0447700900123"
            })
    void whatIsNotInE164IsRefusedWithoutRepeatingIt(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Destination.PhoneNumber(number, 44, "GB"))
                .withMessageNotContaining(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@-example.com",
                "ada@example..com",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada lovelace@example.com",
                "ada@example.com\r\nBcc: eve@example.com",
                "ada@example.com\n",
                "ada@example.com,eve@example.com",
                "\"ada\"@example.com",
                "<ada@example.com>"
            })
    void whatIsNoAddressIsRefusedWithoutRepeatingIt(String address) {
        assertThat(Destination.EmailAddress.isValid(address)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Destination.EmailAddress(address))
                .withMessage("not a mail address");
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com,          ada@example.com",
        "Ada@EXAMPLE.com,          Ada@EXAMPLE.com",
        "ada@bücher.example,       ada@xn--bcher-kva.example",
        "ada@BÜCHER.example,       ada@xn--bcher-kva.example",
        "ada@bu\u0308cher.example, ada@xn--bcher-kva.example",
        "ada@例え.example,          ada@xn--r8jz45g.example",
        "ada@مثال.example,         ada@xn--mgbh0fb.example",
    })
    void aDomainInAnyScriptIsWrittenAsTheMailSystemKnowsIt(String written, String address) {
        assertThat(Destination.EmailAddress.read(written)).contains(new Destination.EmailAddress(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jürgen@example.com",
                "ada@straße.example",
                "ada@ｅxample.com",
                "ada@example。com",
                "ada@exa\u200dmple.com",
                "ada@ex\u00adample.com",
                "ada@büch er.example",
                "ada@bücher..example",
                "ada@-bücher.example",
                "ada@bücher.example\r\nBcc: eve@example.com",
                "ada@\ud800.example",
                "ada@℀.example",
                "ada@",
                "ada",
            })
    void aDomainThatMightBecomeAnotherIsNone(String written) {
        assertThat(Destination.EmailAddress.read(written)).isEmpty();
    }

    @Test
    void anAddressHas254CharactersAtMost() {
        String domain = "@" + "d".repeat(60) + ".example.com";
        String longest = "a".repeat(64) + "@" + ("d".repeat(60) + ".").repeat(3) + "com".repeat(2);
        assertThat(longest).hasSizeLessThanOrEqualTo(254);
        assertThat(Destination.EmailAddress.isValid(longest)).isTrue();
        assertThat(Destination.EmailAddress.isValid("a".repeat(65) + domain)).isFalse();
        assertThat(Destination.EmailAddress.isValid("a".repeat(60) + "@" + ("d".repeat(60) + ".").repeat(4) + "com"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal.example.com", "localhost", "a-b.example", "127.0.0.1"})
    void aHostNameIsAnOrigin(String host) {
        assertThat(new Origin(host)).hasToString(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://example.com",
                "example.com/",
                "example.com:8080",
                "exa mple.com",
                "example.com\n",
                "-example.com",
                "<b>.example.com",
                "exämple.com",
                "a-very-long-label-of-a-host.a-very-long-label-of-a-host.example.com"
            })
    void anythingElseIsNone(String host) {
        assertThat(Origin.isValid(host)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Origin(host));
    }
}
