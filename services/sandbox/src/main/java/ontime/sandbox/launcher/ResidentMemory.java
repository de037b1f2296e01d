package ontime.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory that processes hold, as Linux counts it. What several of them share, such as PostgreSQL's buffers, is
 * counted for each: the sum is an upper bound.
 */
record ResidentMemory(long megabytes, int processes) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Of these processes and all that they have started. */
    static ResidentMemory of(Stream<ProcessHandle> roots) {
        var processes = roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .distinct()
                .toList();
        return new ResidentMemory(kilobytes(processes) / 1024, processes.size());
    }

    private static long kilobytes(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(ResidentMemory::kilobytes).sum();
    }

    private static long kilobytes(ProcessHandle process) {
        try {
            var status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            var matcher = RESIDENT.matcher(status);
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException e) {
            // It has ended meanwhile, or this is not Linux.
            return 0;
        }
    }

    @Override
    public String toString() {
        return megabytes + " MB resident in " + processes + " processes";
    }
}
