package ontime.bench;

import java.time.Duration;
import java.util.stream.Stream;

/** Processor time that processes have used so far. Unlike a rate, it says the same on a machine that others use too. */
final class CpuTime {

    private CpuTime() {}

    static Duration ofThisProcess() {
        return of(ProcessHandle.current());
    }

    /** Of a process and of those that it has started, as long as they run. */
    static Duration ofAll(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(CpuTime::of)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
