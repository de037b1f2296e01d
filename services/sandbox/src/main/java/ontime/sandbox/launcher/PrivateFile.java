package ontime.sandbox.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** A file of {@code NAME='value'} lines, fit for a shell, that nobody but its owner can read. */
final class PrivateFile {
    private PrivateFile() {}

    /** Replaces the file as a whole: whoever reads it sees the old lines or the new ones. */
    static void write(Path file, SequencedMap<String, String> values) {
        var lines = values.entrySet().stream()
                .map(value -> value.getKey() + "='" + value.getValue() + "'\n")
                .collect(Collectors.joining());
        try {
            var fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    file.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** What was written; empty when the file does not exist. */
    static Map<String, String> read(Path file) {
        var values = new LinkedHashMap<String, String>();
        if (Files.exists(file)) {
            try {
                for (var line : Files.readAllLines(file)) {
                    var equals = line.indexOf('=');
                    if (equals > 0) {
                        values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        var quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
