package ontime.bench;

import java.io.IOException;
import java.util.List;

/** A program of this machine that a benchmark runs. */
final class Tool {

    private Tool() {}

    /**
     * Runs it to its end and gives what it printed.
     *
     * @param debianPackage that has it
     * @throws IOException when it is not installed, or fails
     */
    static String run(String debianPackage, List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(
                    command.getFirst() + " is not installed; on Debian: apt-get install " + debianPackage, e);
        }
        String output = process.inputReader().lines().reduce("", (all, line) -> all + line + "\n");
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed:\n" + output);
        }
        return output;
    }
}
