package ontime.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void figuresComeWithTheVersionsOfAllThatTheyCompare() {
        assertThat(Machine.facts())
                .containsKeys("cores", "java", "kafka", "spring-kafka", "aws-sdk", "parallel-consumer")
                .doesNotContainValue("unknown");
    }
}
