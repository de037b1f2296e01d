package ontime.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import ontime.directory.crypto.TinkProtection;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.destination.NumberingPlan;
import ontime.directory.phone.LibPhoneNumbers;
import ontime.events.Channel;
import ontime.issuer.crypto.TinkSeals;
import ontime.issuer.phone.LibPhoneNumberReader;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.ParsedPhone;
import ontime.sealing.KeyFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer and the directory read a destination alike, or a contact would be in force that no code can go to. */
class DestinationsAgreeTest {

    private static final NumberingPlan PLAN = new NumberingPlan("GB", true);

    @TempDir
    private Path keys = Path.of("");

    private final Destinations directory = new Destinations(new LibPhoneNumbers());

    @BeforeEach
    void makesTheKeys() {
        KeyFolder.create(keys);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07700 900123",
                "+44 (0)7700 900123",
                "0044 7700-900999",
                "07911 123456",
                "07797 712345",
                "+1 212 555 0123",
                "+1 212 736 5000",
                "+49 151 23456789",
                "+353 85 012 3456",
                "020 7946 0000",
                "0900 123",
                "12",
                "07700 90012a",
                "",
                "+",
                "\u202a07700 900123"
            })
    void phoneNumbersAreReadAlike(String written) {
        var issuers = new LibPhoneNumberReader().read(written, PLAN.region(), PLAN.testNumbers())
                        instanceof ParsedPhone.Mobile(var number)
                ? Optional.<Destination>of(number)
                : Optional.<Destination>empty();

        assertAlike(issuers, () -> directory.phone(written, PLAN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "Ada.Lovelace@Example.COM",
                "a@b",
                "ada@b\u00fccher.example",
                "ada@stra\u00dfe.example",
                "ada@@example.com",
                ".ada@example.com",
                "ada@-example.com",
                "ada",
                "@example.com",
                "ada@example.com\r\nBcc: x@example.com"
            })
    void mailAddressesAreReadAlike(String written) {
        assertAlike(
                Destination.EmailAddress.read(written).map(Destination.class::cast), () -> directory.email(written));
    }

    private interface Reading {
        ontime.directory.destination.Destination read() throws InvalidDestinationException;
    }

    private void assertAlike(Optional<Destination> issuers, Reading reading) {
        Optional<ontime.directory.destination.Destination> ours;
        try {
            ours = Optional.of(reading.read());
        } catch (InvalidDestinationException e) {
            ours = Optional.empty();
        }
        assertThat(ours.map(ontime.directory.destination.Destination::whole))
                .isEqualTo(issuers.map(Destination::whole));
        assertThat(ours.map(ontime.directory.destination.Destination::masked))
                .isEqualTo(issuers.map(Destination::masked));
        assertThat(ours.map(one -> String.valueOf(one.country())))
                .isEqualTo(issuers.map(one -> String.valueOf(Destination.countryOf(one))));
        var protection = new TinkProtection(
                keys.resolve("fingerprints.json"),
                keys.resolve("directory.json"),
                keys.resolve("recovery.json"),
                keys.resolve("issuer.public.json"));
        var seals = new TinkSeals(
                keys.resolve("fingerprints.json"),
                Map.of(
                        Channel.SMS, keys.resolve("sms.public.json"),
                        Channel.EMAIL, keys.resolve("email.public.json")));
        assertThat(ours.map(protection::fingerprint)).isEqualTo(issuers.map(seals::fingerprint));
    }
}
