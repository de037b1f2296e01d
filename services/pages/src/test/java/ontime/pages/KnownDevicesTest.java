package ontime.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class KnownDevicesTest {

    private static final String COOKIE = "a-service-device";

    private final KnownDevices devices = new KnownDevices(COOKIE, new SecureRandom());

    @Test
    void aBrowserIsKnownAgainForTheNameThatLoggedInThereAndForNoOther() {
        var cookie = welcome("Sally");

        assertThat(devices.device(cookie, "sally")).isPresent();
        assertThat(devices.device(cookie, "otto")).isEmpty();
    }

    @Test
    void aCookieThatSomebodyMakesUpIsNoOnes() {
        var cookie = welcome("sally");

        assertThat(devices.device("0".repeat(32) + cookie.substring(32), "sally"))
                .isEmpty();
        assertThat(devices.device("nonsense", "sally")).isEmpty();
        assertThat(new KnownDevices(COOKIE, new SecureRandom()).device(cookie, "sally"))
                .isEmpty();
    }

    @Test
    void theCookieIsSeenByNoScriptAndSentToNoOtherPage() {
        var response = new MockHttpServletResponse();
        devices.welcome("sally", new MockHttpServletRequest(), response);

        assertThat(response.getHeader("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/login")
                .doesNotContain("sally");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8:0:7::1, 20010db800000007", "2001:db8:0:7:ffff:1:2:3, 20010db800000007"
    })
    void ofIpv6TheNetworkCountsBecauseItsAddressesAreWithoutEnd(String address, String counted) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);

        assertThat(new Caller(request, devices).address()).isEqualTo(counted);
    }

    private String welcome(String name) {
        var response = new MockHttpServletResponse();
        devices.welcome(name, new MockHttpServletRequest(), response);
        return Objects.requireNonNull(response.getCookie(COOKIE)).getValue();
    }
}
