package ontime.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String HEADER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aHeaderComesOutAsItWentIn() {
        var trace = TraceParent.of(HEADER);

        assertThat(trace).hasToString(HEADER);
        assertThat(trace).isEqualTo(new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
    }

    @Test
    void onlyTheFlagOfSamplingIsKnown() {
        assertThat(TraceParent.of(HEADER.replaceAll("01$", "03"))).hasToString(HEADER);
        assertThat(TraceParent.of(HEADER.replaceAll("01$", "02"))).hasToString(HEADER.replaceAll("01$", "00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no trace",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7 01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473٣-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceIsNone(String header) {
        assertThat(TraceParent.of(header)).isNull();
    }
}
