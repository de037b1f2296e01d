package ontime.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server that a killed JVM leaves behind: it still holds the port and the data, and is stopped before a start. */
final class OrphanedPostgres {
    private static final long STOP_LIMIT_SECONDS = 30;

    private OrphanedPostgres() {}

    static void stop(Path data) {
        var file = PostmasterFile.in(data);
        var pid = file.pid();
        if (pid.isEmpty()) {
            return;
        }
        var orphan = ProcessHandle.of(pid.getAsLong());
        orphan.filter(process -> worksIn(data, process))
                .flatMap(OrphanedPostgres::program)
                .ifPresent(postgres -> stop(data, orphan.get(), postgres));
        // PostgreSQL would take any process that got the dead server's number since for the server itself.
        file.delete();
    }

    /** A server lives in its data folder; a process elsewhere only happens to have got the number of a dead one. */
    private static boolean worksIn(Path data, ProcessHandle process) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** The program that the process runs, if that is PostgreSQL. */
    private static Optional<Path> program(ProcessHandle process) {
        return process.info().command().map(Path::of).filter(command -> command.endsWith("postgres"));
    }

    private static void stop(Path data, ProcessHandle orphan, Path program) {
        try {
            var control = program.resolveSibling("pg_ctl").toString();
            var stopping = new ProcessBuilder(
                            control,
                            "stop",
                            "-w",
                            "-m",
                            "fast",
                            "-D",
                            data.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!stopping.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS) || stopping.exitValue() != 0) {
                orphan.destroyForcibly();
                orphan.onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the PostgreSQL that an earlier run left behind", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was stopping", e);
        }
    }
}
