package ontime.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server that a killed JVM leaves behind: it still holds the port and the data, and is stopped before a start. */
final class OrphanedPostgres {
    private static final long STOP_LIMIT_SECONDS = 30;

    private OrphanedPostgres() {}

    static void stop(Path data) {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            var orphan = postmaster(pidFile);
            if (orphan.isPresent()) {
                stop(data, orphan.get());
            }
            // PostgreSQL would take any process that got the dead server's number since for the server itself.
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the PostgreSQL that an earlier run left behind", e);
        }
    }

    /** The first line of the file is the number of the process. */
    private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
        var lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(OrphanedPostgres::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    private static void stop(Path data, ProcessHandle orphan) throws IOException {
        var control = Path.of(orphan.info().command().orElseThrow()).resolveSibling("pg_ctl");
        var stopping = new ProcessBuilder(
                        control.toString(),
                        "stop",
                        "-w",
                        "-m",
                        "fast",
                        "-D",
                        data.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!stopping.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS) || stopping.exitValue() != 0) {
                orphan.destroyForcibly();
                orphan.onExit().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was stopping", e);
        }
    }
}
