package ontime.issuer.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.ParsedPhone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The directory reads the same table: what is one destination here must be the same one there. */
class SameDestinationsTest {

    private final LibPhoneNumberReader phones = new LibPhoneNumberReader();

    @ParameterizedTest
    @CsvFileSource(resources = "/ontime/infrastructure/destinations.csv", delimiter = '|', numLinesToSkip = 1)
    void whatSomebodyWroteIsReadAsByTheDirectory(
            String written, @Nullable String whole, @Nullable String country, @Nullable String masked) {
        Optional<Destination> read = read(written);

        assertThat(read.map(Destination::whole)).isEqualTo(Optional.ofNullable(whole));
        assertThat(read.flatMap(one -> Optional.ofNullable(Destination.countryOf(one))))
                .isEqualTo(Optional.ofNullable(country));
        assertThat(read.map(Destination::masked)).isEqualTo(Optional.ofNullable(masked));
    }

    private Optional<Destination> read(String written) {
        if (written.indexOf('@') >= 0) {
            return Destination.EmailAddress.read(written).map(Destination.class::cast);
        }
        return phones.read(written, "GB", true) instanceof ParsedPhone.Mobile mobile
                ? Optional.of(mobile.number())
                : Optional.empty();
    }
}
