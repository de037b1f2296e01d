package ontime.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIpTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2::6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
    })
    void anAddressCountsForItselfAndInIpv6ForItsNetwork(String written, String counted) {
        assertThat(ClientIp.read(written)).map(ClientIp::network).contains(counted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "999.1.1.1",
                "192.0.2.1:80",
                "fe80::1%eth0",
                "fe80::1%1",
                "[::1]",
                "127.1",
                "2130706433",
                "10.0.0.0/8",
                "::1/64"
            })
    void whatIsNoAddressOrOneOfASingleMachineIsNotRead(String written) {
        assertThat(ClientIp.read(written)).isEmpty();
    }

    @Test
    void thatSomebodyRotatesThroughTheirNetworkChangesNothing() {
        var first = ClientIp.read("2001:db8::1").orElseThrow();
        var second = ClientIp.read("2001:db8::2").orElseThrow();

        assertThat(first.network()).isEqualTo(second.network());
    }
}
