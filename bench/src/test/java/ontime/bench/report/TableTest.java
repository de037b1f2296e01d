package ontime.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void textsStandToTheLeftAndNumbersToTheRight() {
        var table = new Table(List.of("who", "a second"), List.of(List.of("ours", 1234.5), List.of("them", 0.256)));

        assertThat(table.toString()).isEqualTo("""
                who    a second
                ours       1235
                them       0.26""");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> new Table(List.of("who", "what"), List.of(List.of("ours"))))
                .hasMessage("a row of 1 cells in 2");
    }

    @Test
    void aGoalIsMetAtItsBound() {
        assertThat(Goal.atLeast("share", 0.9, 0.9).isMet()).isTrue();
        assertThat(Goal.atLeast("share", 0.9, 0.89).isMet()).isFalse();
        assertThat(Goal.atMost("seconds", 3, 3).isMet()).isTrue();
        assertThat(Goal.atMost("seconds", 3, Double.POSITIVE_INFINITY).isMet()).isFalse();
    }

    @Test
    void aGoalThatWasMissedSaysSo() {
        assertThat(Goal.atMost("seconds to recover", 3, Double.POSITIVE_INFINITY))
                .hasToString("MISSED  seconds to recover: never (goal: at most 3.00)");
    }
}
