package ontime.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ontime.bench.measure.Benchmark;
import org.jspecify.annotations.Nullable;

/**
 * Which benchmarks are to run, and which of their parts: each argument names a benchmark, or a part of the one before
 * it.
 *
 * @param parts of each benchmark, by its name; none means all of them
 */
record Selection(Map<String, List<String>> parts) {

    /** @throws IllegalArgumentException that says what there is, when something else is named */
    static Selection of(Map<String, Benchmark> benchmarks, List<String> arguments) {
        Map<String, List<String>> selected = new LinkedHashMap<>();
        String last = "";
        for (String argument : arguments) {
            if (benchmarks.containsKey(argument)) {
                selected.putIfAbsent(argument, new ArrayList<>());
                last = argument;
            } else if (partsOf(benchmarks.get(last)).contains(argument)) {
                selected.computeIfAbsent(last, name -> new ArrayList<>()).add(argument);
            } else {
                throw new IllegalArgumentException("no benchmark " + argument + "; there are: " + list(benchmarks));
            }
        }
        if (selected.isEmpty()) {
            benchmarks.keySet().forEach(name -> selected.put(name, List.of()));
        }
        return new Selection(selected);
    }

    private static List<String> partsOf(@Nullable Benchmark benchmark) {
        return benchmark == null ? List.of() : benchmark.parts();
    }

    private static String list(Map<String, Benchmark> benchmarks) {
        return benchmarks.entrySet().stream()
                .map(named -> named.getValue().parts().isEmpty()
                        ? named.getKey()
                        : named.getKey() + " ["
                                + String.join(" ", named.getValue().parts()) + "]")
                .collect(Collectors.joining(", "));
    }
}
