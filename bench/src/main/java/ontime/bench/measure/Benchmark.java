package ontime.bench.measure;

import java.util.List;

/** Answers one question with figures, and measures beside them what they are to be compared with. */
public interface Benchmark {

    String question();

    /** Names of the parts that can be run alone, in the order in which they run; empty when it is all one. */
    default List<String> parts() {
        return List.of();
    }

    /**
     * Measures, and tells what was found.
     *
     * @param parts the parts to run; none means all of them
     */
    void run(List<String> parts) throws Exception;
}
