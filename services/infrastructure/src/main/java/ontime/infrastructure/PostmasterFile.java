package ontime.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** {@code postmaster.pid}, in which a running PostgreSQL says that the data are taken, and by whom. */
record PostmasterFile(Path path) {
    static PostmasterFile in(Path data) {
        return new PostmasterFile(data.resolve("postmaster.pid"));
    }

    /** The number of the process, which the first line says; empty when no server has run or the last one has ended. */
    OptionalLong pid() {
        try {
            return Files.exists(path)
                    ? Files.readAllLines(path).stream()
                            .limit(1)
                            .mapToLong(line -> Long.parseLong(line.strip()))
                            .findFirst()
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
