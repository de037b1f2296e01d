package ontime.sandbox.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * Where an installation keeps what it has.
 *
 * @param root survives, also where the data do not: logs, addresses, the lock
 * @param ephemeral whether the data are deleted when the installation stops
 */
record Home(Path root, boolean ephemeral) {
    Path data() {
        return ephemeral ? passing() : root;
    }

    /** In the root, not in the system's folder, so that the next start finds what a kill has left behind. */
    Path passing() {
        return root.resolve("ephemeral");
    }

    Path kafka() {
        return data().resolve("kafka");
    }

    Path postgres() {
        return postgres(data());
    }

    /** Wherever an earlier installation may have had its database. */
    List<Path> postgresOfAll() {
        return List.of(postgres(root), postgres(passing()));
    }

    private static Path postgres(Path data) {
        return data.resolve("postgres");
    }

    Path keys() {
        return data().resolve("keys");
    }

    Path credentials() {
        return data().resolve("credentials");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path environment() {
        return root.resolve("env");
    }

    Path lock() {
        return root.resolve("lock");
    }
}
