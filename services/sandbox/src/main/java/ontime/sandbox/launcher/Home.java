package ontime.sandbox.launcher;

import java.nio.file.Path;

/**
 * Where an installation keeps what it has.
 *
 * @param root survives, also where the data do not: logs, addresses, the lock
 * @param ephemeral whether the data are deleted when the installation stops
 */
record Home(Path root, boolean ephemeral) {
    /** In the root, not in the system's folder, so that the next start finds what a kill has left behind. */
    Path data() {
        return ephemeral ? root.resolve("ephemeral") : root;
    }

    Path kafka() {
        return data().resolve("kafka");
    }

    Path postgres() {
        return data().resolve("postgres");
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
