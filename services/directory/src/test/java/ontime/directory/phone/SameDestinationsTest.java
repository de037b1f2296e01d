package ontime.directory.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.destination.NumberingPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The issuer reads the same table: what is one destination here must be the same one there. */
class SameDestinationsTest {

    private final Destinations destinations = new Destinations(new LibPhoneNumbers());

    @ParameterizedTest
    @CsvFileSource(resources = "/ontime/infrastructure/destinations.csv", delimiter = '|', numLinesToSkip = 1)
    void whatSomebodyWroteIsReadAsByTheIssuer(
            String written, @Nullable String whole, @Nullable String country, @Nullable String masked)
            throws InvalidDestinationException {
        if (whole == null) {
            assertThatThrownBy(() -> read(written)).isInstanceOf(InvalidDestinationException.class);
            return;
        }
        Destination read = read(written);

        assertThat(read.whole()).isEqualTo(whole);
        assertThat(read.country()).isEqualTo(country);
        assertThat(read.masked()).isEqualTo(masked);
    }

    private Destination read(String written) throws InvalidDestinationException {
        return written.indexOf('@') >= 0
                ? destinations.email(written)
                : destinations.phone(written, new NumberingPlan("GB", true));
    }
}
