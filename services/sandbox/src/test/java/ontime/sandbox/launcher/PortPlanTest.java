package ontime.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTest {

    @Test
    void portsAreCountedFrom8080UnlessToldOtherwise() {
        assertThat(PortPlan.from(Map.of()).used().keySet())
                .containsExactly(8080, 8081, 8082, 8083, 8084, 8085, 8086, 8090, 8091, 8092, 8093, 8094, 8095);
        assertThat(PortPlan.from(Map.of("ONTIME_PORT_BASE", "20000")).issuer()).isEqualTo(20001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65521", "eighty", "8080.5"})
    void aBaseThatLeavesNoRoomForAllPortsIsRefusedInOneLine(String base) {
        assertThatThrownBy(() -> PortPlan.from(Map.of("ONTIME_PORT_BASE", base)))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("ONTIME_PORT_BASE must be a number from 1 to 65520");
    }
}
