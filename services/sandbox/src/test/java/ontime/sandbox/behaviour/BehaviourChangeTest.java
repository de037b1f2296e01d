package ontime.sandbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import ontime.sandbox.behaviour.BehaviourChange.InvalidField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourChangeTest {

    private static final Behaviour BEFORE =
            new Behaviour(60, 1000, 0.5, 0.25, 10, 5000, true, 0.1, 50, 0.2, 0.3, 9000, 0.4, 7000, 0.6, true);

    @Test
    void whatIsLeftOutStays() {
        assertThat(BehaviourChange.from(Map.of("latencyMs", 250)).appliedTo(BEFORE))
                .isEqualTo(new Behaviour(
                        250, 1000, 0.5, 0.25, 10, 5000, true, 0.1, 50, 0.2, 0.3, 9000, 0.4, 7000, 0.6, true));
        assertThat(BehaviourChange.from(Map.of()).appliedTo(BEFORE)).isEqualTo(BEFORE);
    }

    @Test
    void zeroAndFalseSwitchAFaultOffWhicheverTypeItHas() {
        Map<String, Object> off = Map.ofEntries(
                Map.entry("latencyMs", false),
                Map.entry("deliveryDelayMs", 0),
                Map.entry("lossRate", false),
                Map.entry("errorRate", 0),
                Map.entry("throttlePerSecond", false),
                Map.entry("receiptDelayMs", 0),
                Map.entry("outage", 0),
                Map.entry("failureRate", 0),
                Map.entry("receiptSpreadMs", false),
                Map.entry("receiptLossRate", 0),
                Map.entry("receiptRepeatRate", false),
                Map.entry("deliveryDelayP99Ms", false),
                Map.entry("receiptLateRate", 0),
                Map.entry("receiptLateMs", false),
                Map.entry("complaintRate", 0),
                Map.entry("notifications", 0));

        assertThat(BehaviourChange.from(off).appliedTo(BEFORE)).isEqualTo(Behaviour.flawless(0));
    }

    @ParameterizedTest
    @CsvSource({
        "latencyMs, -1",
        "latencyMs, 600001",
        "latencyMs, 0.5",
        "latencyMs, NaN",
        "deliveryDelayMs, 1e300",
        "lossRate, 1.01",
        "errorRate, -0.1",
        "throttlePerSecond, 100001",
        "receiptDelayMs, -5",
        "outage, 1"
    })
    void aNumberOutOfItsRangeIsRefusedByName(String field, double value) {
        assertThat(refusal(Map.of(field, value)).field()).isEqualTo(field);
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedByName() {
        assertThat(refusal(Map.of("latencyMs", "fast")).field()).isEqualTo("latencyMs");
        assertThat(refusal(Map.of("latencyMs", true)).field()).isEqualTo("latencyMs");
        assertThat(refusal(Map.of("outage", "yes")).field()).isEqualTo("outage");
        assertThat(refusal(Map.of("notifications", "yes")).field()).isEqualTo("notifications");
        assertThat(refusal(Map.of("country", "Britain")).field()).isEqualTo("country");
        assertThat(refusal(Map.of("country", 44)).field()).isEqualTo("country");
    }

    @Test
    void aFieldThatNobodyKnowsIsRefusedSoThatATypingErrorIsNoticed() {
        assertThat(refusal(Map.of("latency", 5))).hasMessageContaining("latencyMs");
    }

    @Test
    void nullMeansLeftOut() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("outage", null);
        fields.put("country", null);

        assertThat(BehaviourChange.from(fields).appliedTo(BEFORE)).isEqualTo(BEFORE);
    }

    private static InvalidField refusal(Map<String, Object> fields) {
        return catchThrowableOfType(InvalidField.class, () -> BehaviourChange.from(fields));
    }
}
