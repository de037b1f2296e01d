package ontime.issuer.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Map;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.ParsedPhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers are of ranges for fiction where there are such: Ofcom's, and 555-01xx of North America. Where there are none,
 * they are the library's own examples.
 */
class LibPhoneNumberReaderTest {

    /** Places whose numbers are of the very ranges of a larger country, as that of which they pass. */
    private static final Map<String, String> SHARED =
            Map.of("VA", "IT", "SJ", "NO", "AX", "FI", "MF", "GP", "BL", "GP", "CX", "AU", "CC", "AU", "EH", "MA");

    private final LibPhoneNumberReader reader = new LibPhoneNumberReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07700 900123",
                "07700900123",
                "+447700900123",
                "+44 7700 900123",
                "+44 (0) 7700 900123",
                "0044 7700 900123",
                "(07700) 900-123",
                "07700.900.123",
                " 07700 900123 ",
                "07700\u00a0900123",
            })
    void everyNotationOfANumberIsTheSameNumber(String written) {
        assertThat(reader.read(written, "GB", true))
                .isEqualTo(new ParsedPhone.Mobile(new Destination.PhoneNumber("+447700900123", 44, "GB")));
    }

    @Test
    void numbersOfFictionAreNoNumbersWhereThePolicyTakesNoTestNumbers() {
        assertThat(reader.read("07700 900123", "GB", false)).isEqualTo(new ParsedPhone.NotANumber());
    }

    @ParameterizedTest
    @ValueSource(strings = {"07700 899999", "07700 901000", "07700 90012", "07700 9001234"})
    void theRangeOfFictionEndsWhereOfcomSays(String written) {
        assertThat(reader.read(written, "GB", true))
                .as("like without test numbers")
                .isEqualTo(reader.read(written, "GB", false));
    }

    @ParameterizedTest
    @CsvSource({
        "07400 123456,      GB, 44",
        "+44 7797 712345,   JE, 44",
        "+44 7781 123456,   GG, 44",
        "+44 7624 123456,   IM, 44",
        "+1 202 555 0143,   US, 1",
        "+33 6 12 34 56 78, FR, 33",
    })
    void aMobileKnowsItsCountryAndTheIslandsAreNotBritain(String written, String country, int code) {
        assertThat(reader.read(written, "GB", false)).isInstanceOfSatisfying(ParsedPhone.Mobile.class, mobile -> {
            assertThat(mobile.number().country()).isEqualTo(country);
            assertThat(mobile.number().callingCode()).isEqualTo(code);
        });
    }

    /** Countries that share a calling code, and with it the temptation to take one for the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB", "JE", "GG", "IM", // +44
                "US", "CA", "JM", "BB", "BS", "DO", "PR", "TT", "BM", // +1
                "RU", "KZ", // +7
                "IT", "VA", // +39
                "NO", "SJ", // +47
                "FI", "AX", // +358
                "GP", "MF", "BL", // +590
                "AU", "CX", "CC", // +61
                "MA", "EH", // +212
                "RE", "YT", // +262
            })
    void aMobileOfEachCountryIsOfThatCountryWhereverItsNumbersCanBeToldFromItsNeighbours(String country) {
        var library = PhoneNumberUtil.getInstance();
        var example = library.getExampleNumberForType(country, PhoneNumberUtil.PhoneNumberType.MOBILE);
        String e164 = library.format(example, PhoneNumberUtil.PhoneNumberFormat.E164);

        assertThat(reader.read(e164, "GB", false)).isInstanceOfSatisfying(ParsedPhone.Mobile.class, mobile -> {
            assertThat(mobile.number().callingCode()).isEqualTo(example.getCountryCode());
            assertThat(mobile.number().country()).isEqualTo(SHARED.getOrDefault(country, country));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"020 7946 0018", "0121 496 0123", "0808 157 0123", "0909 879 0123", "0345 012 3456"})
    void landlinesAndServiceNumbersAreNoMobiles(String written) {
        assertThat(reader.read(written, "GB", true)).isEqualTo(new ParsedPhone.NotMobile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "999",
                "abc",
                "07700 900123 ext. 5",
                "07700 900123x5",
                "07700 900123;ext=5",
                "0800 FLOWERS",
                "tel:+447700900123",
                "+447700900123\n",
                "+447700900123\u0000",
                "+44770090012377009001237700900123",
                "++447700900123456",
                "٠٧٧٠٠٩٠٠١٢٣",
            })
    void whatIsNotCleanlyANumberIsNone(String written) {
        assertThat(reader.read(written, "GB", true)).isEqualTo(new ParsedPhone.NotANumber());
    }

    @Test
    void theRegionIsTheTenants() {
        assertThat(reader.read("202 555 0143", "US", false))
                .isInstanceOfSatisfying(
                        ParsedPhone.Mobile.class,
                        mobile -> assertThat(mobile.number().e164()).isEqualTo("+12025550143"));
    }
}
