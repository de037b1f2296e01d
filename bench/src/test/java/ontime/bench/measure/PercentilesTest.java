package ontime.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    private final Percentiles oneToHundred = new Percentiles(IntStream.rangeClosed(1, 100)
            .mapToObj(value -> (double) (101 - value))
            .toList());

    @Test
    void aPercentileIsTheSmallestValueThatSoLargeAShareDidNotExceed() {
        assertThat(oneToHundred.at(0.5)).isEqualTo(50);
        assertThat(oneToHundred.at(0.99)).isEqualTo(99);
        assertThat(oneToHundred.at(1)).isEqualTo(100);
        assertThat(oneToHundred.at(0.991)).isEqualTo(100);
    }

    @Test
    void oneValueIsEveryPercentile() {
        var one = new Percentiles(List.of(7.0));
        assertThat(one.at(0)).isEqualTo(7);
        assertThat(one.at(0.99)).isEqualTo(7);
    }

    @Test
    void whatNeverCameIsTheLongest() {
        assertThat(new Percentiles(List.of(Double.POSITIVE_INFINITY, 1.0)).at(0.5))
                .isEqualTo(1);
        assertThat(new Percentiles(List.of(Double.POSITIVE_INFINITY, 1.0)).at(0.99))
                .isInfinite();
    }

    @Test
    void nothingHasNoPercentiles() {
        assertThatThrownBy(() -> new Percentiles(List.of())).hasMessage("nothing was measured");
    }
}
