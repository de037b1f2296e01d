package ontime.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build unpacks the programs that run as processes of their own. */
final class Programs {
    private static final Path REGISTRY = Path.of("registry", "quarkus-run.jar");

    private Programs() {}

    /** Found from any directory of the source tree: a module's tests run in the module, the script at the root. */
    static Path directory() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var candidate = folder.resolve("services/infrastructure/target");
            if (Files.isRegularFile(candidate.resolve(REGISTRY))) {
                return candidate;
            }
        }
        throw new IllegalStateException("the schema registry is not unpacked: "
                + "run ./ontime mvn -pl services/infrastructure process-resources");
    }

    static Path registry() {
        return directory().resolve(REGISTRY);
    }
}
