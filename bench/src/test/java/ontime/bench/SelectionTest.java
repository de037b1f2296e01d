package ontime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ontime.bench.measure.Benchmark;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Map<String, Benchmark> BENCHMARKS =
            new TreeMap<>(Map.of("engine", new Named(List.of("hang", "memory")), "startup", new Named(List.of())));

    private record Named(List<String> parts) implements Benchmark {

        @Override
        public String question() {
            return "none";
        }

        @Override
        public void run(List<String> selected) {}
    }

    @Test
    void withoutANameAllOfThemRun() {
        assertThat(select()).containsExactlyInAnyOrderEntriesOf(Map.of("engine", List.of(), "startup", List.of()));
    }

    @Test
    void aPartBelongsToTheBenchmarkBeforeIt() {
        assertThat(select("engine", "memory", "hang", "startup"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("engine", List.of("memory", "hang"), "startup", List.of()));
    }

    @Test
    void whatIsNeitherABenchmarkNorAPartOfTheOneBeforeItIsRefusedWithAListOfWhatThereIs() {
        assertThatThrownBy(() -> select("startup", "hang"))
                .hasMessage("no benchmark hang; there are: engine [hang memory], startup");
        assertThatThrownBy(() -> select("hang")).hasMessageStartingWith("no benchmark hang;");
    }

    private static Map<String, List<String>> select(String... arguments) {
        return Selection.of(BENCHMARKS, List.of(arguments)).parts();
    }
}
