package ontime.issuer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.policy.Policy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

    private static final Destination.PhoneNumber BRITISH = new Destination.PhoneNumber("+447700900123", 44, "GB");
    private static final Destination.PhoneNumber AMERICAN = new Destination.PhoneNumber("+12025550143", 1, "US");

    private final Router router = new Router((written, region, testNumbers) -> switch (written) {
        case "british" -> new ParsedPhone.Mobile(BRITISH);
        case "american" -> new ParsedPhone.Mobile(AMERICAN);
        case "landline" -> new ParsedPhone.NotMobile();
        default -> new ParsedPhone.NotANumber();
    });

    @ParameterizedTest(name = "asked for {0}, with phone {1} and mail {2}: {3}, {4}, then {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "SMS,   british,  ada@example.com, SMS,   AS_REQUESTED,        EMAIL",
                "EMAIL, british,  ada@example.com, EMAIL, AS_REQUESTED,        SMS",
                "-,     british,  ada@example.com, SMS,   POLICY_DEFAULT,      EMAIL",
                "-,     british,  -,               SMS,   POLICY_DEFAULT,      -",
                "-,     -,        ada@example.com, EMAIL, NO_PHONE,            -",
                "SMS,   -,        ada@example.com, EMAIL, NO_PHONE,            -",
                "EMAIL, british,  -,               SMS,   NO_EMAIL,            -",
                "SMS,   american, ada@example.com, EMAIL, COUNTRY_NOT_ALLOWED, -",
                "EMAIL, american, ada@example.com, EMAIL, AS_REQUESTED,        -",
                "-,     landline, ada@example.com, EMAIL, NOT_A_MOBILE,        -",
            })
    void aCodeTravelsAsAskedAndElseOverTheOtherChannelWithTheReason(
            @Nullable Channel asked,
            @Nullable String phone,
            @Nullable String email,
            Channel used,
            RoutingReason reason,
            @Nullable Channel alternative) {
        assertThat(router.route(Policy.defaults(), asked, phone, email)).isInstanceOfSatisfying(Route.To.class, to -> {
            assertThat(to.destination().channel()).isEqualTo(used);
            assertThat(to.reason()).isEqualTo(reason);
            var other = to.alternative();
            assertThat(other == null ? null : other.channel()).isEqualTo(alternative);
        });
    }

    @ParameterizedTest(name = "asked for {0}, with phone {1} and no mail: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "SMS,   american, COUNTRY_NOT_ALLOWED",
                "EMAIL, american, COUNTRY_NOT_ALLOWED",
                "EMAIL, landline, NOT_A_MOBILE",
                "-,     landline, NOT_A_MOBILE",
                "-,     -,        NO_PHONE",
                "EMAIL, -,        NO_PHONE",
            })
    void aCodeThatCannotTravelIsRefusedWithTheReason(
            @Nullable Channel asked, @Nullable String phone, RoutingReason reason) {
        var unserved = reason == RoutingReason.COUNTRY_NOT_ALLOWED ? AMERICAN : null;

        assertThat(router.route(Policy.defaults(), asked, phone, null)).isEqualTo(new Route.None(reason, unserved));
    }

    @Test
    void aDestinationThatIsNoneIsRefusedEvenWhenTheOtherWouldDo() {
        assertThat(router.route(Policy.defaults(), Channel.EMAIL, "nonsense", "ada@example.com"))
                .isInstanceOfSatisfying(
                        Route.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("phone"));
        assertThat(router.route(Policy.defaults(), Channel.SMS, "british", "nonsense"))
                .isInstanceOfSatisfying(
                        Route.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("email"));
    }
}
